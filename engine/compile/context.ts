import type { OptionIndex } from '../model/options/option-index.ts';
import { splitOptionPath } from '../model/options/option.ts';
import type { PlannerFacts } from '../model/proposal.ts';
import type { Edit, OptionPath } from '../model/options/value.ts';
import type { ModuleNames } from './names/module-names.ts';
import type { WordToken } from './grammar/tokens.ts';
import type { AskReading, RefuseReading, TaskReading } from './understanding.ts';

/** The words of one named thing: `kde plasma`. */
export type Words = readonly WordToken[];

/** What one clause means. `things` are what a later "it" stands for; `users` are created by the clause. */
export type ClauseReading =
  | {
      readonly kind: 'edits';
      readonly edits: readonly Edit[];
      readonly things?: readonly Words[];
      readonly users?: readonly string[];
    }
  | TaskReading
  | AskReading
  | RefuseReading;

/** What a rule may look at while it reads a clause. */
export interface Context {
  readonly sentence: string;
  readonly index: OptionIndex;
  readonly facts: PlannerFacts;
  readonly modules: ModuleNames;
  /** Declared on the host, or created earlier in the sentence. */
  readonly users: ReadonlySet<string>;
  /** What the clauses before this one named last. */
  readonly last: readonly Words[];
  /** The users that the clauses before this one named last: "her", "him", "them". */
  readonly lastUsers: readonly string[];
}

export function edits(...list: readonly Edit[]): ClauseReading {
  return { kind: 'edits', edits: list };
}

/** The first of the dotted names that this host declares; releases rename options. */
export function firstOption(context: Context, ...names: readonly string[]): OptionPath | undefined {
  return names.map(splitOptionPath).find((path) => context.index.find(path)?.rest.length === 0);
}

/** True where an article was dropped right before a word: "the beast" may be a name or a description. */
export function hasArticleBefore({ start }: WordToken, { sentence }: Context): boolean {
  return /\b(?:the|an?|my|our|your)\s+["'`]?$/iu.test(sentence.slice(0, start));
}

/** The sentence with some of its words replaced: a choice that can be given back as a request. */
export function rephrase(context: Context, words: Words, replacement: string): string {
  const start = words[0]?.start ?? 0;
  const end = words.at(-1)?.end ?? start;
  const before = context.sentence.slice(0, start).replace(/\b(?:the|an?|my|our) +$/iu, '');
  return `${before}${replacement}${context.sentence.slice(end)}`;
}

/** Reads items one by one and joins their edits; the first question or refusal stands for all. */
export function gather<T>(
  items: readonly T[],
  read: (item: T) => ClauseReading | undefined,
): ClauseReading | undefined {
  const joined: Edit[] = [];
  for (const item of items) {
    const reading = read(item);
    if (reading?.kind !== 'edits') {
      return reading;
    }
    joined.push(...reading.edits);
  }
  return edits(...joined);
}
