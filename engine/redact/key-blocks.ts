import type { FoundSecret } from './span.ts';

/** Armour that an END line closes, or (SSH2, PuTTY) what only its lines tell the end of. */
const BEGIN =
  /-----BEGIN (?:[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?|OpenVPN (?:Static key V1|tls-crypt-v2 (?:client|server) key))-----|---- BEGIN SSH2 (?:ENCRYPTED )?PRIVATE KEY ----|Private-Lines: \d{1,4}/gu;
// The longest there is: a 16384-bit RSA key with PGP armour around it.
const MAX_BLOCK = 64 * 1024;
/** A line that can only be the inside of a key: base64 and nothing else, behind what a diff or a trace puts before it. */
const BODY = /^[\s|+>#*-]*(?:\d{1,6}\|)?\s*[A-Za-z0-9+/]{16,}={0,2}\s*$/u;

const HINTS = ['PRIVATE KEY', 'BEGIN OpenVPN', 'Private-Lines'];

/** Private keys in their armour (PEM, OpenSSH, PGP, SSH2, OpenVPN, PuTTY), also when their end is cut off. One pass. */
export function findKeyBlocks(text: string): FoundSecret[] {
  if (!HINTS.some((hint) => text.includes(hint))) return [];
  const found: FoundSecret[] = [];
  let end = 0;
  let nextEnd = -1;
  for (const match of text.matchAll(BEGIN)) {
    const start = match.index;
    if (start < end) continue;
    if (nextEnd < start) nextEnd = indexOrLength(text, '-----END ', start);
    end = blockEnd(text, start + match[0].length, match[0].startsWith('-----') ? nextEnd : text.length);
    found.push({ kind: 'private-key', start, end });
  }
  return found;
}

function indexOrLength(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from);
  return at === -1 ? text.length : at;
}

function blockEnd(text: string, from: number, marker: number): number {
  if (marker < text.length && marker - from <= MAX_BLOCK) {
    const close = text.indexOf('-----', marker + '-----END '.length);
    if (close !== -1 && close - marker < 80) return close + '-----'.length;
  }
  let end = from;
  let at = text.indexOf('\n', from);
  while (at !== -1 && at - from < MAX_BLOCK) {
    const next = indexOrLength(text, '\n', at + 1);
    if (!BODY.test(text.slice(at + 1, Math.min(next, at + 200)))) break;
    end = next;
    at = next === text.length ? -1 : next;
  }
  return end;
}
