// Answers Docker's API on sockets below ROOT: `dockerd.mjs ROOT VERSION SOCKET…`.
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname } from 'node:path';
import { die, notifyReady } from './lib/notify.mjs';

const [root, version, ...sockets] = process.argv.slice(2);
const answers = {
  '/_ping': () => 'OK',
  '/version': () => JSON.stringify({ Version: version, ApiVersion: '1.51', Os: 'linux', Arch: process.arch }),
  '/info': () => JSON.stringify({ ServerVersion: version, Containers: 0, Images: 0 }),
  '/containers/json': () => '[]',
};

await Promise.all(sockets.map((socket) => listen(socket.startsWith('/') ? root + socket : socket)));
notifyReady();

function listen(path) {
  return new Promise((resolve) => {
    const server = createServer((request, answer) => {
      const body = answers[request.url.replace(/^\/v[\d.]+(?=\/)/u, '')];
      answer.writeHead(body ? 200 : 404, {
        'Api-Version': '1.51',
        'Content-Type': request.url.endsWith('_ping') ? 'text/plain' : 'application/json',
      });
      answer.end(body ? body() : JSON.stringify({ message: 'page not found' }));
    });
    server.on('error', (error) => die(`failed to load listeners: ${error.message}`));
    if (!path.startsWith('/')) return server.listen(Number(path.split(':').at(-1)), '127.0.0.1', resolve);
    mkdirSync(dirname(path), { recursive: true });
    rmSync(path, { force: true });
    process.on('exit', () => rmSync(path, { force: true }));
    return server.listen(path, () => {
      chmodSync(path, 0o660);
      resolve();
    });
  });
}
for (const name of ['SIGTERM', 'SIGINT']) process.on(name, () => process.exit(0));
