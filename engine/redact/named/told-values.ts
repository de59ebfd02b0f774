import { isRandom } from '../entropy.ts';
import { isSecretValue } from '../secret-values.ts';
import type { FoundSecret } from '../span.ts';

const SUBJECT = '(?:pass(?:word|phrase|wort|code)|kennwort|token|secret|api[ -]?key|pin)';
const NAMED = String.raw`[^\n.:;=!?]{0,60}?`;
/** "the password of bob is X", "das Passwort lautet X", "set the PIN to X" */
const TOLD = new RegExp(
  String.raw`(?<![\w.-])${SUBJECT}\b(?:${NAMED}[ \t](?:is|to|as|ist|lautet|auf|zu)[ \t]{1,4}|[ \t]{1,4}(?=\S{0,256}\d))["'“„]?([^\s"'“”„]{4,256})`,
  'giu',
);

/** Values that a sentence gives: only what nobody says for another reason, as it has signs, digits and letters. */
export function findToldValues(text: string): FoundSecret[] {
  const found: FoundSecret[] = [];
  for (const match of text.matchAll(TOLD)) {
    const [whole, value = ''] = match;
    const end = match.index + whole.length;
    if (isTold(whole, value)) found.push({ kind: 'password', start: end - value.length, end, unsure: true });
  }
  return found;
}

function isTold(whole: string, value: string): boolean {
  if (/^pin\b/iu.test(whole)) return /^\d{4,12}\W?$/u.test(value);
  if (!isSecretValue(value) || /^[0-9a-f]{40}$/u.test(value)) return false;
  return isRandom(value) || (/^\w{6,}[!#$%&*+?]$/u.test(value) && /\d/u.test(value));
}
