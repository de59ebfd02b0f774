/** A server that did not take what was sent. `again`: it may take it later. */
export class NotTaken extends Error {
  override readonly name = 'NotTaken';
  readonly again: boolean;
  constructor(message: string, again: boolean) {
    super(message);
    this.again = again;
  }
}

const TIMEOUT_MS = 10_000;

/** Sends JSON with POST. Redirects are not followed: a secret goes to the server that was named. */
export async function postJson(url: string, value: object, token?: string): Promise<void> {
  const { request } = url.startsWith('https:') ? await import('node:https') : await import('node:http');
  const body = JSON.stringify(value);
  const headers = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'nixos-ai',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  const status = await new Promise<number>((settle, reject) => {
    const call = request(url, { method: 'POST', headers, agent: false, timeout: TIMEOUT_MS }, (response) => {
      response.resume();
      response.once('end', () => settle(response.statusCode ?? 0));
    });
    call.once('timeout', () => call.destroy(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)));
    call.once('error', (error) =>
      reject(new NotTaken(error.message === '' ? error.name : error.message, true)),
    );
    call.end(body);
  });
  if (status < 200 || status > 299)
    throw new NotTaken(`the server answered ${status}`, status >= 500 || status === 429 || status === 408);
}
