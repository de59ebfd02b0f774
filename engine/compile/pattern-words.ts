import type { Pattern } from './pattern.ts';
import type { Token } from './tokens.ts';

/** What can be told of a pattern before it is tried. */
export interface PatternWords {
  /** The words a clause may begin with; undefined where a slot may stand first. */
  readonly first: ReadonlySet<string> | undefined;
  /** Of each of these sets a clause must hold a word. */
  readonly needs: readonly ReadonlySet<string>[];
}

/** The words of a pattern, looked at once, so that most patterns need not be tried on a clause. */
export function patternWords(pattern: Pattern): PatternWords {
  return {
    first: firstWords(pattern).words,
    needs: pattern.flatMap((part) => {
      if (part.kind === 'word') return [new Set([part.word])];
      if (part.kind === 'slot') return [];
      const { words, empty } = firstWords([part]);
      return words === undefined || empty ? [] : [words];
    }),
  };
}

/** False where the pattern cannot cover the clause. */
export function mayCover(
  { first, needs }: PatternWords,
  clause: readonly Token[],
  words: ReadonlySet<string>,
): boolean {
  if (first !== undefined && !first.has(clause[0]?.word ?? '')) return false;
  return needs.every((set) => [...words].some((word) => set.has(word)));
}

interface First {
  /** Undefined: anything. */
  readonly words: ReadonlySet<string> | undefined;
  /** Whether it may also cover nothing. */
  readonly empty: boolean;
}

function firstWords(pattern: Pattern): First {
  const words = new Set<string>();
  for (const part of pattern) {
    if (part.kind === 'slot') return { words: undefined, empty: false };
    if (part.kind === 'word') {
      words.add(part.word);
      return { words, empty: false };
    }
    const options = part.options.map(firstWords);
    if (options.some((option) => option.words === undefined)) return { words: undefined, empty: false };
    for (const option of options) option.words?.forEach((word) => words.add(word));
    if (!options.some((option) => option.empty)) return { words, empty: false };
  }
  return { words, empty: true };
}
