import type { FoundSecret } from '../span.ts';

const RUN = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{40,65536}={0,2}/gu;
/** Behind the run, where base64 was broken into lines: more of it, as far in. */
const NEXT_LINE = /(?:\\n|\r?\n)[ \t|+>#*-]{0,64}[A-Za-z0-9+/]{16,128}={0,2}(?=\s|\\|["']|$)/y;
/** How keys without an armour begin (PKCS #1, PKCS #8 and SEC 1 in base64). */
const BARE =
  /^(?:MII[A-Za-z0-9+/]{3,5}I(?:BAAKC|BADANBgkqhkiG9w0BAQEFAASC)|MC4CAQAwBQYDK2Vw|MHcCAQEEI|MIGHAgEAMBMGByqGSM49AgEG|MIG2AgEAMBAGByqGSM49AgEG)/u;

/** Base64 that says a private key: of its armour, at most twice over, or of the key itself. */
export function findEncodedKeys(text: string): FoundSecret[] {
  const found: FoundSecret[] = [];
  let seen = 0;
  for (const match of text.matchAll(RUN)) {
    if (match.index < seen || !saysKey(match[0])) continue;
    seen = endOfLines(text, match.index + match[0].length);
    found.push({ kind: 'private-key', start: match.index, end: seen });
  }
  return found;
}

const DEEPEST = 2;

function saysKey(base64: string, depth = 0): boolean {
  if (BARE.test(base64)) return true;
  if (depth === DEEPEST) return false;
  const said = Buffer.from(base64, 'base64').toString('latin1');
  if (said.includes('PRIVATE KEY-----') || /-----BEGIN [A-Z ]{0,20}PRIVATE/u.test(said)) return true;
  const [inner] = /LS0tLS1CRUdJTi[A-Za-z0-9+/]{20,65536}/u.exec(said) ?? [];
  return inner !== undefined && saysKey(inner, depth + 1);
}

function endOfLines(text: string, from: number): number {
  let end = from;
  for (let line = 0; line < 1024; line += 1) {
    NEXT_LINE.lastIndex = end;
    const [more] = NEXT_LINE.exec(text) ?? [];
    if (more === undefined) return end;
    end += more.length;
  }
  return end;
}
