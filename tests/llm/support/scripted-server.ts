import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** What a model says to one request, whatever the protocol. */
export type Reply =
  /** An answer. `pieces`: how it is cut into events; `chunk`: bytes a write, so that characters are split too. */
  | { readonly kind: 'answer'; readonly text: string; readonly pieces?: number; readonly chunk?: number }
  | { readonly kind: 'refusal'; readonly text: string }
  /** The answer hit its length limit. */
  | { readonly kind: 'truncated'; readonly text: string }
  /** The connection ends in the middle; `cleanly`: without an error of TCP. */
  | { readonly kind: 'cut'; readonly text: string; readonly cleanly?: boolean }
  /** Text without end, until the client has enough. */
  | { readonly kind: 'endless'; readonly line?: boolean }
  /** Nothing at all, or nothing more after a beginning. */
  | { readonly kind: 'hang'; readonly after?: string }
  /** An error that comes in the stream, after status 200. */
  | { readonly kind: 'stream-error'; readonly code: string; readonly message: string }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** The words in the body; the header with the key is at hand, for servers that echo it. */
      readonly message?: string | ((headers: IncomingHttpHeaders) => string);
      readonly code?: string;
    }
  /** These bytes. */
  | { readonly kind: 'raw'; readonly type: string; readonly body: string };

/** One request as it came over the wire. */
export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** Replies in order; the last one again and again. A function sees the request and decides. */
export type Script = readonly Reply[] | ((request: Recorded, index: number) => Reply);

export interface ScriptedServer {
  /** The base address, as it is written in settings. */
  readonly url: string;
  readonly requests: readonly Recorded[];
  /** Requests whose connection the client closed before the reply was over. */
  readonly abandoned: () => number;
  readonly close: () => Promise<void>;
}

/** How a protocol writes replies: events in its own format, as bytes. */
export interface Wire {
  readonly path: string;
  readonly base: string;
  readonly type: string;
  readonly begin: string;
  readonly delta: (text: string) => string;
  readonly end: (how: 'stop' | 'length' | 'refusal') => string;
  readonly refusal: (text: string) => string;
  readonly error: (code: string, message: string) => string;
  /** The body of an answer that is not 200. */
  readonly errorBody: (code: string, message: string) => object;
}

/** Tokens that every scripted answer reports. */
export const REPORTED = { input: 120, output: 30, cached: 20 } as const;

/** A server on 127.0.0.1 that speaks a protocol and says what the script says. */
export async function startScripted(wire: Wire, script: Script): Promise<ScriptedServer> {
  const requests: Recorded[] = [];
  let abandoned = 0;
  const server = createServer((incoming, response) => {
    response.on('close', () => (abandoned += response.writableFinished ? 0 : 1));
    // A client that goes away is what some tests are about.
    response.on('error', () => undefined);
    void (async () => {
      const recorded = await record(incoming);
      requests.push(recorded);
      const index = requests.length - 1;
      const reply =
        typeof script === 'function' ? script(recorded, index) : script[Math.min(index, script.length - 1)];
      if (recorded.method !== 'POST' || recorded.path !== wire.path)
        return send(
          wire,
          response,
          { kind: 'status', status: 404, message: `no ${recorded.method} ${recorded.path}` },
          recorded,
        );
      return send(wire, response, reply ?? { kind: 'status', status: 500 }, recorded);
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${wire.base}`,
    requests,
    abandoned: () => abandoned,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function record(incoming: IncomingMessage): Promise<Recorded> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const { method = '', url = '', headers } = incoming;
  const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  return { method, path: url, headers, body };
}

async function send(wire: Wire, response: ServerResponse, reply: Reply, request: Recorded): Promise<void> {
  if (reply.kind === 'hang' && reply.after === undefined) return;
  if (reply.kind === 'status') return sendStatus(wire, response, reply, request);
  if (reply.kind === 'raw') {
    response.writeHead(200, { 'content-type': reply.type });
    response.end(reply.body);
    return;
  }
  response.writeHead(200, { 'content-type': wire.type });
  await write(response, wire.begin);
  switch (reply.kind) {
    case 'answer':
      await writeAnswer(wire, response, reply);
      response.end();
      return;
    case 'refusal':
      await write(response, wire.refusal(reply.text));
      response.end();
      return;
    case 'truncated':
      await write(response, wire.delta(reply.text) + wire.end('length'));
      response.end();
      return;
    case 'cut':
      await write(response, wire.delta(reply.text));
      await delay(5);
      if (reply.cleanly === true) response.end();
      else response.destroy();
      return;
    case 'endless':
      while (!response.destroyed)
        await write(response, reply.line === true ? 'x'.repeat(65_536) : wire.delta('x'.repeat(1024)));
      return;
    case 'hang':
      await write(response, wire.delta(reply.after ?? ''));
      return;
    case 'stream-error':
      await write(response, wire.error(reply.code, reply.message));
      response.end();
  }
}

function sendStatus(
  wire: Wire,
  response: ServerResponse,
  reply: Extract<Reply, { kind: 'status' }>,
  request: Recorded,
): void {
  const { message = 'no', code = 'some_error', status, headers } = reply;
  const words = typeof message === 'string' ? message : message(request.headers);
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(wire.errorBody(code, words)));
}

async function writeAnswer(
  wire: Wire,
  response: ServerResponse,
  { text, pieces = 3, chunk }: Extract<Reply, { kind: 'answer' }>,
): Promise<void> {
  const size = Math.max(1, Math.ceil(text.length / pieces));
  const parts = text.match(new RegExp(`[^]{1,${size}}`, 'gu')) ?? [];
  const bytes = Buffer.from(parts.map((part) => wire.delta(part)).join('') + wire.end('stop'));
  const step = chunk ?? bytes.length;
  for (let at = 0; at < bytes.length; at += step) {
    await write(response, bytes.subarray(at, at + step));
    // Without a pause, writes are joined on the way.
    if (chunk !== undefined) await new Promise((resume) => void setImmediate(resume));
  }
}

async function write(response: ServerResponse, bytes: string | Uint8Array): Promise<void> {
  if (bytes.length === 0 || response.destroyed || response.write(bytes)) return;
  await new Promise<void>((resume) => {
    const go = (): void => {
      response.off('drain', go);
      response.off('close', go);
      resume();
    };
    response.on('drain', go);
    response.on('close', go);
  });
}
