import type { Edit } from '../../model/options/value.ts';
import type { FollowUpFacts } from './said.ts';

/** One thing that an edit does, comparable as text: an option set, or one item of a list added. */
export type Atom = string;

export function atomsOf(edits: readonly Edit[]): ReadonlySet<Atom> {
  return new Set(
    edits.flatMap(({ op, path, value, items }) =>
      items === undefined
        ? [JSON.stringify([op, path, value ?? null])]
        : items.map((item) => JSON.stringify([op, path, item])),
    ),
  );
}

/** What a sentence would change, or nothing where it is no change. */
export function readAtoms(sentence: string, facts: FollowUpFacts): ReadonlySet<Atom> | undefined {
  const meant = facts.read(sentence);
  return meant.kind === 'change' ? atomsOf(meant.edits) : undefined;
}

export function same(left: ReadonlySet<Atom>, right: ReadonlySet<Atom>): boolean {
  return left.size === right.size && isPhraseWithin(left, right);
}

export function isPhraseWithin(left: ReadonlySet<Atom>, right: ReadonlySet<Atom>): boolean {
  return [...left].every((atom) => right.has(atom));
}

/** Whether a word is a whole component of the option, a value, or part of a package's name. */
export function names(atom: Atom, word: string): boolean {
  return atom.toLowerCase().includes(JSON.stringify(word.toLowerCase()));
}

/** Users that edits speak of and that the sentence names. */
export function namedUsers(edits: readonly Edit[], sentence: string): readonly string[] {
  const spoken = edits.flatMap(({ path: [first, second, user] }) =>
    first === 'users' && second === 'users' && user !== undefined ? [user] : [],
  );
  return [...new Set(spoken)].filter((user) => wordPattern(user).test(sentence));
}

/** A phrase between words, not within one. */
export function wordPattern(phrase: string): RegExp {
  return new RegExp(`(?<![\\w.-])${escape(phrase)}(?![\\w-]|\\.\\w)`, 'giu');
}

export function escape(text: string): string {
  return text.replaceAll(/[$()*+./?[\\\]^{|}-]/gu, String.raw`\$&`).replaceAll(/\s+/gu, String.raw`\s+`);
}
