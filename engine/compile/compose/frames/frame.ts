import type { Edit } from '../../../model/options/value.ts';
import type { Clause } from '../../grammar/clauses.ts';
import type { Context } from '../../context.ts';
import type { WordToken } from '../../grammar/tokens.ts';
import type { AskReading } from '../../understanding.ts';
import { type Mention, mentionOf } from '../mentions.ts';
import { contentOf, isHard } from '../said.ts';
import { stem } from '../stem.ts';

/**
 * A kind of wish by what it is about, in any order: words of which each group must be said, words that may stand beside
 * them, and typed slots. A clause is read by a frame only if every word of it belongs to one of these.
 */
export interface Frame {
  readonly name: string;
  /** One word of each group; `|` between the words of one. */
  readonly says: readonly string[];
  /** Words that add nothing where the others are said. */
  readonly may: string;
  /** True where "not", "never" and the like are read by the frame itself. */
  readonly negatable?: true;
  readonly build: (spotted: Spotted, context: Context) => readonly Edit[] | AskReading | undefined;
}

/** The words of a clause, and which of them a frame has taken. */
export class Spotted {
  readonly clause: Clause;
  readonly negated: boolean;
  readonly #taken = new Set<WordToken>();

  constructor(clause: Clause, negated: boolean) {
    this.clause = clause;
    this.negated = negated;
  }

  /** The only word of a kind that is not taken yet. */
  one(...kinds: readonly Mention[]): string | undefined {
    return this.pick(
      (token) => kinds.includes(mentionOf(token) ?? 'range') && mentionOf(token) !== undefined,
    );
  }

  /** The only word that passes a test and is not taken yet. */
  pick(test: (token: WordToken) => boolean): string | undefined {
    const found = this.clause.filter(
      (token) => token.kind !== 'separator' && !this.#taken.has(token) && test(token),
    );
    const [only] = found;
    if (only === undefined || found.length > 1) return undefined;
    this.#taken.add(only);
    return only.text;
  }

  /** Every word that passes a test. */
  all(test: (token: WordToken) => boolean): readonly WordToken[] {
    const found = this.clause.filter(
      (token) => token.kind !== 'separator' && !this.#taken.has(token) && test(token),
    );
    found.forEach((token) => this.#taken.add(token));
    return found;
  }

  /** The word behind one of these, where it is not taken. */
  after(...words: readonly string[]): WordToken | undefined {
    const at = this.clause.findIndex(({ kind, word }) => kind === 'word' && words.includes(word));
    const token = at < 0 ? undefined : this.clause[at + 1];
    if (token === undefined || token.kind === 'separator' || this.#taken.has(token)) return undefined;
    this.#taken.add(token);
    return token;
  }

  take(tokens: Clause): void {
    tokens.forEach((token) => this.#taken.add(token));
  }

  isTaken(token: WordToken): boolean {
    return this.#taken.has(token);
  }
}

/** What a frame makes of a clause; nothing where a word is left over, or what it needs is not said. */
export function readFrame(
  frame: Frame,
  clause: Clause,
  context: Context,
): readonly Edit[] | AskReading | undefined {
  const { groups, may } = wordsOf(frame);
  const stems = new Map(clause.map((token) => [token, token.kind === 'word' ? stem(token.word) : '']));
  const said = new Set(stems.values());
  if (!groups.every((group) => group.some((word) => said.has(word)))) return undefined;
  const negations = clause.filter((token) => isHard(token) && NEGATIONS.has(token.word));
  const spotted = new Spotted(clause, frame.negatable === true && negations.length === 1);
  const built = frame.build(spotted, context);
  if (built === undefined) return undefined;
  const known = new Set([...groups.flat(), ...may]);
  const left = contentOf(clause).filter(
    (token) =>
      !spotted.isTaken(token) &&
      !known.has(stems.get(token) ?? '') &&
      !(
        spotted.negated &&
        (negations.includes(token) || /^(?:longer|more|any|anymore|must|should|may)$/u.test(token.word))
      ),
  );
  return left.length === 0 &&
    (spotted.negated ||
      !clause.some((token) => isHard(token) && !spotted.isTaken(token) && !known.has(stems.get(token) ?? '')))
    ? built
    : undefined;
}

const NEGATIONS: ReadonlySet<string> = new Set(['not', 'never', 'no', 'without', 'cannot']);

interface FrameWords {
  readonly groups: readonly (readonly string[])[];
  readonly may: readonly string[];
}

const WORDS = new WeakMap<Frame, FrameWords>();

function wordsOf(frame: Frame): FrameWords {
  const known = WORDS.get(frame) ?? {
    groups: frame.says.map((group) => group.split('|').map(stem)),
    may: frame.may.split(/\s+/u).map(stem),
  };
  WORDS.set(frame, known);
  return known;
}
