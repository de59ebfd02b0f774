import type { Part, Pattern } from './pattern.ts';
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

/** Every word in a part. */
export function wordsOfPart(part: Part): readonly string[] {
  if (part.kind === 'word') return [part.word];
  return part.kind === 'choice' ? part.options.flatMap((option) => option.flatMap(wordsOfPart)) : [];
}

interface First {
  /** Undefined: anything. */
  readonly words: ReadonlySet<string> | undefined;
  /** Whether it may also cover nothing. */
  readonly empty: boolean;
}

const NOTHING: First = { words: new Set(), empty: true };

function firstWords(pattern: Pattern): First {
  const [part, ...rest] = pattern;
  if (part === undefined) return NOTHING;
  const first = firstOfPart(part);
  return first.empty && first.words !== undefined ? union([first, firstWords(rest)]) : first;
}

// Parts are shared between patterns (`@class`), so each is looked at once.
const KNOWN = new WeakMap<Part, First>();

function firstOfPart(part: Part): First {
  if (part.kind === 'slot') return { words: undefined, empty: false };
  if (part.kind === 'word') return { words: new Set([part.word]), empty: false };
  const known = KNOWN.get(part) ?? anyOf(part.options.map(firstWords));
  KNOWN.set(part, known);
  return known;
}

/** What one of them, or the next, may begin with. */
function anyOf(options: readonly First[]): First {
  return { ...union(options), empty: options.some(({ empty }) => empty) };
}

function union(options: readonly First[]): First {
  if (options.some(({ words }) => words === undefined)) return { words: undefined, empty: false };
  const words = new Set<string>();
  for (const option of options) option.words?.forEach((word) => words.add(word));
  return { words, empty: options.every(({ empty }) => empty) };
}
