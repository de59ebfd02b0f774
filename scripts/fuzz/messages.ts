import type { Ending, Input } from './target.ts';

/** What a child says. Times in milliseconds, memory in megabytes beyond what the child had before the first input. */
export type Answer = { readonly kind: 'ready' } | Ended | { readonly kind: 'threw'; readonly what: string };

export interface Ended {
  readonly kind: 'ended';
  readonly ending: Ending;
  readonly took: number;
  /** At most, while the input was played. */
  readonly peak: number;
  /** Still, when everything that nobody holds was thrown away; looked at only where the peak is high. */
  readonly held: number;
}

/** Megabytes by which a process may grow over an input. */
export const MOST_MEMORY = 300;

/** The input in a message, or in a file to play again. Throws where it is none. */
export function readInput(value: unknown): Input {
  if (!Array.isArray(value)) throw new TypeError('an input is a list of texts');
  return value.map((piece: unknown) => {
    if (typeof piece !== 'string') throw new TypeError('an input is a list of texts');
    return piece;
  });
}

/** What came from a child. Throws where no child says such a thing. */
export function readAnswer(value: unknown): Answer {
  if (typeof value === 'object' && value !== null && 'kind' in value) {
    const { kind } = value;
    if (kind === 'ready') return { kind };
    if (kind === 'threw' && 'what' in value) return { kind, what: String(value.what) };
    if (kind === 'ended' && 'ending' in value && 'took' in value && 'peak' in value && 'held' in value)
      return {
        kind,
        ending: value.ending === 'taken' ? 'taken' : 'refused',
        took: Number(value.took),
        peak: Number(value.peak),
        held: Number(value.held),
      };
  }
  throw new TypeError(`a child said ${JSON.stringify(value)}`);
}
