import type { ProviderKind } from '../../config/providers.ts';
import { troubleOfHttp } from '../classify.ts';
import { parseErrorText } from './error-body.ts';
import { limitBytes, limitLines } from './limits.ts';
import { troubleOfNetwork } from './network-error.ts';
import { readRetryAfter } from './retry-after.ts';
import type { Secret } from '../secret.ts';
import { TroubleError, type Trouble } from '../trouble.ts';

export interface DoorOptions {
  readonly kind: ProviderKind;
  /** Base address; nothing else is ever called. */
  readonly address: string;
  readonly key: Secret | undefined;
  /** Ends the request and its stream at once. */
  readonly signal: AbortSignal;
  /** Most bytes of an answer, as they come over the wire. */
  readonly maxBytes: number;
  readonly now: () => Date;
}

/** The only way out. */
export interface Door {
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** Why the last request failed, as far as HTTP and below know it. */
  readonly trouble: () => Trouble | undefined;
  /** Requests that were sent. */
  readonly requests: () => number;
}

/**
 * The fetch() that is handed to the SDKs. They read variables of the environment for keys, headers, addresses and
 * tracing; so the address is checked here and the headers are written here, and what an SDK adds is left out. Errors are
 * read here too: once for all SDKs, before one of them logs the response or puts its headers into a message.
 */
export function makeDoor(options: DoorOptions): Door {
  let trouble: Trouble | undefined;
  let requests = 0;
  const fail = (found: Trouble): never => {
    trouble = found;
    throw new TroubleError(found);
  };
  const send = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const url = input instanceof Request ? input.url : String(input);
    if (!url.startsWith(`${options.address}/`))
      throw new Error('a provider is called only at its own address');
    requests += 1;
    trouble = undefined;
    const response = await request(url, init, options).catch((error: unknown) => {
      if (options.signal.aborted) throw error;
      return fail(troubleOfNetwork(error, new URL(url).host));
    });
    if (response.status !== 200) return fail(await readHttpTrouble(response, options));
    if (/^text\/html/iu.test(response.headers.get('content-type') ?? '')) return fail(NOT_AN_API);
    return limited(response, options, (found) => (trouble = found));
  };
  return { fetch: send, trouble: () => trouble, requests: () => requests };
}

const NOT_AN_API: Trouble = {
  kind: 'rejected',
  message: 'answered with an HTML page',
  passing: false,
  status: 200,
  fix: 'correct its base-url: it does not point to the API',
};

async function request(url: string, init: RequestInit, options: DoorOptions): Promise<Response> {
  return fetch(url, {
    method: init.method ?? 'POST',
    body: init.body ?? null,
    headers: headersOf(new Headers(init.headers), options),
    // A redirect would carry prompt and key to an address that nobody configured.
    redirect: 'manual',
    signal: options.signal,
  });
}

function headersOf(theirs: Headers, { kind, key }: DoorOptions): Headers {
  const headers = new Headers({ 'content-type': 'application/json', 'user-agent': 'nixos-ai' });
  for (const name of ['accept', 'anthropic-version']) {
    const value = theirs.get(name);
    if (value !== null) headers.set(name, value);
  }
  if (key === undefined) return headers;
  if (kind === 'anthropic') headers.set('x-api-key', key.reveal());
  else headers.set('authorization', `Bearer ${key.reveal()}`);
  return headers;
}

async function readHttpTrouble(response: Response, options: DoorOptions): Promise<Trouble> {
  const { status, headers } = response;
  if (status >= 300 && status < 400) return redirected(status);
  const text = await readSome(response);
  const retryAfter = readRetryAfter(headers, options.now());
  const shouldRetry = headers.get('x-should-retry');
  return troubleOfHttp(
    {
      status,
      body: parseErrorText(text),
      ...(retryAfter === undefined ? {} : { retryAfter }),
      ...(shouldRetry === null ? {} : { shouldRetry: shouldRetry !== 'false' }),
    },
    options.key,
  );
}

function redirected(status: number): Trouble {
  return {
    kind: 'rejected',
    message: `answered with a redirect (${status})`,
    passing: false,
    status,
    fix: 'set its base-url to its real address; redirects are not followed because they would forward the key',
  };
}

/** The beginning of a body; what is left of it is not waited for. */
async function readSome(response: Response): Promise<string> {
  const limited = response.body?.pipeThrough(limitBytes(65_536, () => undefined));
  try {
    return await new Response(limited ?? null).text();
  } catch {
    return '';
  }
}

function limited(response: Response, options: DoorOptions, note: (trouble: Trouble) => void): Response {
  const { status, headers } = response;
  const bytes = response.body?.pipeThrough(limitBytes(options.maxBytes, note)) ?? null;
  const body =
    options.kind === 'ollama' ? (bytes?.pipeThrough(limitLines(options.key, note)) ?? null) : bytes;
  return new Response(body, { status, headers });
}
