import { matchesGlob, matchesText } from '../../../engine/check/policy/glob.ts';

/** A pattern of so many stars against a text of so many letters, which it nearly fits. */
export function matchText(stars: number, length: number): () => unknown {
  const [pattern, text] = ['*a'.repeat(stars), `${'a'.repeat(length)}b`];
  return () => matchesText(pattern, text);
}

/** The same of the parts of a name. */
export function matchParts(stars: number, length: number): () => unknown {
  const pattern = Array.from({ length: stars }, () => ['**', 'a']).flat();
  const name = [...Array.from({ length }, () => 'a'), 'b'];
  return () => matchesGlob(pattern, name);
}
