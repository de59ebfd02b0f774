import type { Trouble } from '../trouble.ts';

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing is listening there',
  ENOTFOUND: 'its name could not be resolved',
  EAI_AGAIN: 'DNS is not available right now',
  EHOSTUNREACH: 'there is no route to it',
  ENETUNREACH: 'there is no network',
  ECONNRESET: 'it closed the connection',
  EPIPE: 'it closed the connection',
  ETIMEDOUT: 'it does not accept connections',
  UND_ERR_CONNECT_TIMEOUT: 'it does not accept connections',
  UND_ERR_SOCKET: 'it closed the connection',
};
const SLOW = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/** What fetch() throws before there is an answer. Only its code is used: messages may quote headers. */
export function troubleOfNetwork(error: unknown, host: string): Trouble {
  const code = codeOf(error);
  if (SLOW.has(code)) return { kind: 'timeout', message: `sent nothing for five minutes`, passing: true };
  const where = `cannot be reached at ${host}`;
  if (/CERT|SIGNATURE|^ERR_(?:TLS|SSL)|SELF_SIGNED|EPROTO/u.test(code)) {
    const fix =
      "check its certificate and this computer's clock; NODE_EXTRA_CA_CERTS adds further authorities";
    return {
      kind: 'unreachable',
      message: `${where}: its certificate is not trusted (${code})`,
      passing: false,
      fix,
    };
  }
  return {
    kind: 'unreachable',
    message: `${where}: ${WORDS[code] ?? 'the connection failed'} (${code})`,
    passing: true,
  };
}

/** The code of an error or of what caused it; of the first where there are several. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error.cause;
  return inner === undefined ? 'unknown' : codeOf(inner);
}
