// Listens where ROOT/etc/ssh/sshd_config says and greets as an SSH server does: `sshd.mjs ROOT`.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { die, notifyReady } from './lib/notify.mjs';

const root = process.argv[2];
const file = `${root}/etc/ssh/sshd_config`;
const settings = readFileSync(file, 'utf8')
  .split('\n')
  .map((line) => line.trim())
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(/\s+/u));

settings.forEach(([key, value], index) => {
  if (!/^[A-Za-z0-9]+$/u.test(key) || value === undefined)
    die(`${file} line ${index + 1}: Bad configuration option: ${key}`);
});
const all = (key) => settings.filter(([name]) => name.toLowerCase() === key).map(([, value]) => value);
if (process.argv.includes('-T')) {
  // The first of several values counts, but for ports.
  const seen = new Set();
  for (const [key, ...values] of settings) {
    const name = key.toLowerCase();
    if (name === 'port' || !seen.has(name)) console.log(`${name} ${values.join(' ').toLowerCase()}`);
    seen.add(name);
  }
  process.exit(0);
}
const [address = '127.0.0.1'] = all('listenaddress');

await Promise.all(
  all('port').map(
    (port) =>
      new Promise((resolve) => {
        const server = createServer((socket) => {
          socket.on('error', () => {});
          socket.write('SSH-2.0-OpenSSH_10.0 sandbox\r\n');
          socket.once('data', () => socket.end());
        });
        server.on('error', (error) =>
          die(`error: Bind to port ${port} on ${address} failed: ${error.message}.`),
        );
        server.listen(Number(port), address, resolve);
      }),
  ),
);
notifyReady();
