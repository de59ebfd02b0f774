// A database server as far as its sockets: `postgres.mjs ROOT DATA-DIRECTORY PORT ADDRESS|none`.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { die, notifyReady } from './lib/notify.mjs';

const [root, data, port, address] = process.argv.slice(2);
const socket = `${root}/run/postgresql/.s.PGSQL.${port}`;

mkdirSync(root + data, { recursive: true });
if (!existsSync(`${root}${data}/PG_VERSION`)) writeFileSync(`${root}${data}/PG_VERSION`, '17\n');
mkdirSync(`${root}/run/postgresql`, { recursive: true });
rmSync(socket, { force: true });
await Promise.all([listen(socket), ...(address === 'none' ? [] : [listen(Number(port), address)])]);
console.error('LOG:  database system is ready to accept connections');
notifyReady();

function listen(...where) {
  return new Promise((resolve) => {
    const server = createServer((connection) => {
      connection.on('error', () => {});
      // The answer to a request for TLS, which is how clients begin.
      connection.once('data', () => connection.end('N'));
    });
    server.on('error', (error) => die(`FATAL:  could not bind: ${error.message}`));
    server.listen(...where, resolve);
  });
}
