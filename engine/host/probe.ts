import { connect } from 'node:net';

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

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

/** Whether a TCP port accepts a connection within `timeout` milliseconds. */
export async function isTcpOpen(address: string, port: number, timeout: number): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect({ host: address, port });
    const done = (open: boolean) => (): void => {
      socket.destroy();
      settle(open);
    };
    socket.setTimeout(timeout, done(false));
    socket.once('connect', done(true));
    socket.once('error', done(false));
  });
}
