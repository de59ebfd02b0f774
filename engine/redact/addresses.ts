import type { FoundSecret } from './span.ts';

const V4 = /(?<![0-9A-Za-z_.-])(?:\d{1,3}\.){3}\d{1,3}(?![0-9A-Za-z_]|\.\d)/gu;
const V6 = /(?<![0-9A-Za-z_:.])(?:f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):[0-9a-f:]{1,35}(?![0-9A-Za-z_])/giu;

/** Addresses of networks that are nobody else's business; loopback is everybody's. */
export function findPrivateAddresses(text: string): FoundSecret[] {
  const found: FoundSecret[] = [];
  for (const match of text.matchAll(V4)) {
    if (isPrivateV4(match[0])) found.push(placeOf(match));
  }
  for (const match of text.matchAll(V6)) found.push(placeOf(match));
  return found;
}

function placeOf(match: RegExpExecArray): FoundSecret {
  return { kind: 'private-address', start: match.index, end: match.index + match[0].length };
}

function isPrivateV4(address: string): boolean {
  const bytes = address.split('.').map(Number);
  const [a = 0, b = 0] = bytes;
  if (bytes.some((byte) => byte > 255)) return false;
  if (a === 10) return true;
  if (a === 172) return b >= 16 && b <= 31;
  if (a === 192) return b === 168;
  if (a === 169) return b === 254;
  return a === 100 && b >= 64 && b <= 127;
}
