import type { OptionIndex } from '../model/options/option-index.ts';
import { splitOptionPath } from '../model/options/option.ts';
import type { PlannerFacts } from '../model/proposal.ts';
import type { Edit, OptionPath } from '../model/options/value.ts';
import { STRUCTURE } from './grammar/lexicon.ts';
import type { ModuleNames } from './names/module-names.ts';
import type { Slots } from './grammar/pattern.ts';
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

/** Patterns that say the same kind of thing. `read` gives nothing when the slots do not fit: the next rule is tried. */
export interface Rule {
  readonly patterns: readonly string[];
  readonly read: (slots: Slots, context: Context) => ClauseReading | undefined;
}

/** A family of requests, such as "ports". */
export interface Intent {
  readonly name: string;
  readonly rules: readonly Rule[];
  /** Its clauses carry nothing that could be meant for the next item as well ("… for bob"). */
  readonly independent?: true;
}

export function edits(...list: readonly Edit[]): ClauseReading {
  return { kind: 'edits', edits: list };
}

/** The first of the dotted names that this host declares; releases rename options. */
export function firstOption(context: Context, ...names: readonly string[]): OptionPath | undefined {
  return names.map(splitOptionPath).find((path) => context.index.find(path)?.rest.length === 0);
}

/** The only word of a slot, lower case; a quoted string counts, a word of structure does not. */
export function slotWord(slots: Slots, name: string): string | undefined {
  const tokens = slots.get(name);
  const [token] = tokens ?? [];
  if (tokens?.length !== 1 || token === undefined || (token.kind === 'word' && STRUCTURE.has(token.word))) {
    return undefined;
  }
  return token.text.toLowerCase();
}

/** True where an article was dropped right before the slot: "the beast" may be a name or a description. */
export function hasArticle(slots: Slots, name: string, context: Context): boolean {
  const [token] = slots.get(name) ?? [];
  return (
    token !== undefined &&
    /\b(?:the|an?|my|our|your)\s+["'`]?$/iu.test(context.sentence.slice(0, token.start))
  );
}

/** True where a slot holds one phrase: neither a list nor words that belong to the sentence around it. */
export function isPhrase(slots: Slots, name: string): boolean {
  return (slots.get(name) ?? []).every(
    (token) => token.kind === 'quoted' || (token.kind === 'word' && !STRUCTURE.has(token.word)),
  );
}

/** The words of a slot joined by one space, as written. */
export function slotText(slots: Slots, name: string): string {
  return (slots.get(name) ?? []).map((token) => token.text).join(' ');
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
