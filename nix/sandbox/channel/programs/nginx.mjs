// A small web server that reads nginx's configuration: `nginx.mjs ROOT [-t] -c FILE`.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, request as forward } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { join, normalize } from 'node:path';
import { parseNginx } from './lib/nginx-config.mjs';
import { die, notifyReady } from './lib/notify.mjs';

const root = process.argv[2];
const file = process.argv[process.argv.indexOf('-c') + 1];
let requests = 0;
const reloads = [];

const servers = load();
if (process.argv.includes('-t')) {
  console.error(`nginx: configuration file ${file} test is successful`);
} else {
  const listening = [...listens()].map(([where, hosts]) => listen(where, hosts));
  await Promise.all(listening);
  notifyReady();
  process.on('SIGHUP', () => {
    for (const reload of reloads) reload();
    console.error('nginx: configuration reloaded');
  });
}

function load() {
  try {
    const http = parseNginx(readFileSync(file, 'utf8'), file).find((directive) => directive.name === 'http');
    return (http?.block ?? [])
      .filter((directive) => directive.name === 'server')
      .map((server) => server.block);
  } catch (error) {
    return die(`nginx: ${error.message}`);
  }
}

/** Address → the servers that listen there, the default one first. */
function listens() {
  const found = new Map();
  for (const server of servers) {
    for (const { args } of server.filter((directive) => directive.name === 'listen')) {
      const hosts = found.get(args[0]) ?? [];
      if (args.includes('default_server')) hosts.unshift(server);
      else hosts.push(server);
      found.set(args[0], hosts);
    }
  }
  return found;
}

function listen(where, hosts) {
  const at = where.lastIndexOf(':');
  const [address, port] =
    at < 0 ? ['127.0.0.1', Number(where)] : [where.slice(0, at), Number(where.slice(at + 1))];
  return new Promise((resolve) => {
    const answering = (incoming, answer) => handle(hosts, incoming, answer);
    const tls = hosts.some((host) =>
      host.some(({ name, args }) => name === 'listen' && args[0] === where && args.includes('ssl')),
    );
    const server = tls ? createTlsServer(certificate(hosts), answering) : createServer(answering);
    if (tls) reloads.push(() => server.setSecureContext(certificate(hosts)));
    server.on('error', (error) =>
      die(`nginx: [emerg] bind() to ${where} failed (${error.code}: ${error.message})`),
    );
    server.listen(port, address, resolve);
  });
}

/** The certificate of the first host, whoever is asked for. */
function certificate(hosts) {
  const read = (name) => readFileSync(inRoot(hosts.map((host) => one(host, name)?.[0]).find(Boolean)));
  try {
    return { cert: read('ssl_certificate'), key: read('ssl_certificate_key') };
  } catch (error) {
    return die(`nginx: [emerg] cannot load certificate: ${error.message}`);
  }
}

function handle(hosts, incoming, answer) {
  requests += 1;
  const name = (incoming.headers.host ?? '').replace(/:\d+$/u, '');
  const server =
    hosts.find((host) => all(host, 'server_name').some((args) => args.includes(name))) ?? hosts[0];
  const path = decodeURIComponent(new URL(incoming.url, 'http://host').pathname);
  const locations = server.filter(
    (directive) => directive.name === 'location' && matches(directive.args, path),
  );
  const location = locations.sort((a, b) => b.args.at(-1).length - a.args.at(-1).length)[0];
  const scope = location?.block ?? [];
  const returned = one(scope, 'return') ?? one(server, 'return');
  if (one(scope, 'stub_status'))
    return send(
      answer,
      200,
      `Active connections: 1 \nserver accepts handled requests\n ${requests} ${requests} ${requests} \n`,
    );
  if (returned) return redirectOrText(answer, returned);
  const target = one(scope, 'proxy_pass');
  if (target) return proxy(target[0], incoming, answer);
  return serveFile(
    one(scope, 'root') ?? one(server, 'root'),
    one(scope, 'index')?.[0] ?? 'index.html',
    path,
    answer,
  );
}

function matches(args, path) {
  return args[0] === '=' ? path === args[1] : path.startsWith(args.at(-1));
}

function redirectOrText(answer, [status, text]) {
  if (/^30[12378]$/u.test(status)) {
    answer.setHeader('Location', text ?? '/');
    return send(answer, Number(status), '');
  }
  return send(answer, Number(status), text ?? '');
}

function proxy(target, incoming, answer) {
  const onward = forward(
    new URL(incoming.url, target),
    { method: incoming.method, headers: incoming.headers },
    (reply) => {
      answer.writeHead(reply.statusCode, reply.headers);
      reply.pipe(answer);
    },
  );
  onward.on('error', () => send(answer, 502, 'Bad Gateway\n'));
  incoming.pipe(onward);
}

function serveFile(directory, index, path, answer) {
  if (!directory) return send(answer, 404, 'Not Found\n');
  // The root of a host lies below the root of the sandbox, unless it is in the store.
  const base = inRoot(directory[0]);
  let file = join(base, normalize(`/${path}`));
  if (existsSync(file) && statSync(file).isDirectory()) file = join(file, index);
  if (!existsSync(file)) return send(answer, 404, 'Not Found\n');
  return send(answer, 200, readFileSync(file), file.endsWith('.html') ? 'text/html' : undefined);
}

function inRoot(path) {
  return path.startsWith('/nix/store/') || existsSync(path) ? path : root + path;
}

function send(answer, status, body, type = 'text/plain') {
  answer.writeHead(status, { Server: 'nginx', 'Content-Type': type });
  answer.end(body);
}

function all(directives, name) {
  return directives.filter((directive) => directive.name === name).map((directive) => directive.args);
}

function one(directives, name) {
  return all(directives, name)[0];
}
