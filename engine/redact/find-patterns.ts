import { FORM_PATTERNS } from './form-patterns.ts';
import { findKeyBlocks } from './key-blocks.ts';
import { TOKEN_PATTERNS, type SecretPattern } from './patterns.ts';
import { isSecretValue } from './secret-values.ts';
import type { FoundSecret } from './span.ts';

const PATTERNS: readonly SecretPattern[] = [...TOKEN_PATTERNS, ...FORM_PATTERNS];

/** Every secret of a text that is known by its own form. In no order, perhaps over each other. */
export function findPatterns(text: string): FoundSecret[] {
  const found = findKeyBlocks(text);
  for (const { kind, hints, form } of PATTERNS) {
    if (!hints.some((hint) => text.includes(hint))) continue;
    for (const match of text.matchAll(form)) {
      const [whole, inner] = match;
      const end = match.index + whole.length;
      if (inner !== undefined && !isSecretValue(inner)) continue;
      found.push({ kind, start: end - (inner ?? whole).length, end });
    }
  }
  return found;
}

/** The kinds that are known by their own form. */
export function patternKinds(): readonly string[] {
  return [...new Set(['private-key', ...PATTERNS.map(({ kind }) => kind)])].sort();
}
