import type { Clause } from '../grammar/clauses.ts';
import type { Context } from '../context.ts';
import { LazyPattern } from '../grammar/lazy-pattern.ts';
import type { Slots } from '../grammar/pattern.ts';
import type { Rewrite } from './rewrite-when.ts';
import { REWRITES } from './rewrites.ts';
import type { WordToken } from '../grammar/tokens.ts';

/** Most times that one clause is said otherwise. */
const MAX_REWRITES = 6;

/**
 * The clause in the words of the rules: what can be said in many ways is said in one of them. Several clauses where it
 * says several things.
 *
 * @example
 * rewrite(words of `switch from gdm to sddm`, context)   // [use sddm instead of gdm]
 */
export function rewrite(clause: Clause, context: Context, depth = MAX_REWRITES): readonly Clause[] {
  if (depth === 0) return [clause];
  const words = new Set(clause.map((token) => token.word));
  for (const { patterns, rule } of RULES) {
    for (const pattern of patterns) {
      for (const slots of pattern.cover(clause, words)) {
        if (rule.when?.(slots, context) === false) continue;
        return rule.to.flatMap((template) => rewrite(fill(template, slots, clause), context, depth - 1));
      }
    }
  }
  return [clause];
}

const RULES: readonly { readonly rule: Rewrite; readonly patterns: readonly LazyPattern[] }[] = REWRITES.map(
  (rule) => ({ rule, patterns: rule.patterns.map((text) => new LazyPattern(text)) }),
);

/** Words that nobody wrote have no place of their own in the sentence. */
function fill(template: string, slots: Slots, clause: Clause): Clause {
  const start = clause[0]?.start ?? 0;
  return template.split(' ').flatMap((piece): readonly WordToken[] => {
    const slot = /^<([a-z]+)>$/u.exec(piece)?.[1];
    if (slot !== undefined) return slots.get(slot) ?? [];
    const kind = piece === 'and' ? 'separator' : 'word';
    return [{ kind, word: piece, text: piece, start, end: start }];
  });
}
