import { COMMAND_PATTERNS } from './command-patterns.ts';
import { findEncodedKeys } from './encoded-keys.ts';
import { isRandom } from '../entropy.ts';
import { FILE_PATTERNS } from './file-patterns.ts';
import { FORM_PATTERNS } from './form-patterns.ts';
import { findKeyBlocks } from '../key-blocks.ts';
import { PROTOCOL_PATTERNS } from './protocol-patterns.ts';
import { TOKEN_PATTERNS, type SecretPattern } from './patterns.ts';
import { isSecretValue } from '../secret-values.ts';
import { findUrlSecrets } from './url-secrets.ts';
import type { FoundSecret } from '../span.ts';

const SHORT_PATTERNS: readonly SecretPattern[] = [
  ...FORM_PATTERNS,
  ...COMMAND_PATTERNS,
  ...FILE_PATTERNS,
  ...PROTOCOL_PATTERNS,
];
const PATTERNS: readonly SecretPattern[] = [...TOKEN_PATTERNS, ...SHORT_PATTERNS];
/** As long as the shortest token is: few lines of a log have anything of the kind. */
const TOKEN = /[\w.+/=~:,-]{15}/u;
/** How far before a match is looked at. */
const BEHIND = 200;

/** Every secret of a text that is known by its own form. In no order, perhaps over each other. */
export function findPatterns(text: string): FoundSecret[] {
  const found = [...findKeyBlocks(text), ...findEncodedKeys(text), ...findUrlSecrets(text)];
  const patterns = TOKEN.test(text) ? PATTERNS : SHORT_PATTERNS;
  for (const { kind, hints, form, random, unlessBehind } of patterns) {
    if (!hints.some((hint) => text.includes(hint))) continue;
    for (const match of text.matchAll(form())) {
      const [whole, ...groups] = match;
      const inner = groups.findLast((group) => group !== undefined);
      const end = match.index + whole.length;
      if (inner !== undefined && !isSecretValue(inner)) continue;
      if (random === true && !isRandom(inner ?? whole)) continue;
      if (unlessBehind?.test(text.slice(Math.max(0, match.index - BEHIND), match.index)) === true) continue;
      found.push({ kind, start: end - (inner ?? whole).length, end });
    }
  }
  return found;
}
