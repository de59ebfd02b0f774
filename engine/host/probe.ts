import type { HttpAnswer } from '../model/host/network.ts';
import { connect } from 'node:net';

const MAX_BODY_BYTES = 1024 * 1024;

/**
 * GET a URL, over a unix socket where one is given. Answers, or the reason there is none; never throws.
 * Redirects are not followed: a health check looks at one server.
 */
export async function getHttp(
  url: string,
  options: { readonly socket?: string; readonly timeout: number },
): Promise<HttpAnswer | { readonly error: string }> {
  // Loaded by the few commands that ask a server: it brings half of Node along.
  const { request } = url.startsWith('https:') ? await import('node:https') : await import('node:http');
  return new Promise((settle) => {
    const fail = (error: Error): void => settle({ error: error.message === '' ? error.name : error.message });
    try {
      const call = request(
        url,
        {
          timeout: options.timeout,
          agent: false,
          ...(options.socket === undefined ? {} : { socketPath: options.socket }),
        },
        (response) => {
          const chunks: Buffer[] = [];
          let size = 0;
          response.on('data', (chunk: Buffer) => {
            size += chunk.length;
            if (size <= MAX_BODY_BYTES) chunks.push(chunk);
          });
          response.on('end', () =>
            settle({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
          );
          response.on('error', fail);
        },
      );
      call.on('timeout', () => call.destroy(new Error(`no answer within ${options.timeout} ms`)));
      call.on('error', fail);
      call.end();
    } catch (error) {
      fail(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

const MAX_GREETING_BYTES = 4096;

/**
 * Connects, and with `wanted` reads what the server says first until it holds that: the text; '' when it says nothing.
 * Undefined when no connection is accepted within `timeout` milliseconds.
 */
export async function greet(
  address: string,
  port: number,
  timeout: number,
  wanted: string | undefined,
): Promise<string | undefined> {
  return new Promise((settle) => {
    const socket = connect({ host: address, port });
    let said: string | undefined;
    const end = (): void => {
      socket.destroy();
      settle(said);
    };
    socket.setTimeout(timeout, end);
    socket.once('error', end);
    socket.once('close', end);
    socket.once('connect', () => {
      said = '';
      if (wanted === undefined) end();
    });
    socket.on('data', (chunk: Buffer) => {
      said = (said ?? '') + chunk.toString('utf8');
      if (wanted === undefined || said.includes(wanted) || said.length > MAX_GREETING_BYTES) end();
    });
  });
}
