import { splitOptionPath } from '../../model/options/option.ts';
import type { OptionPath } from '../../model/options/value.ts';
import type { OptionIndex } from '../../model/options/option-index.ts';
import type { Clause } from '../grammar/clauses.ts';
import type { Context } from '../context.ts';
import { findModule } from '../names/module-names.ts';
import { wordList } from '../grammar/word-list.ts';
import { LANGUAGE } from '../language.ts';
import { type OptionWords, wordsOfOption } from './option-words.ts';
import { INTERFACE } from './mentions.ts';
import { isHard } from './said.ts';

/** A thing that the words name, and that has options of its own. */
export interface Named {
  /** What its options stand below: `['services', 'redis']`, `['users', 'users', 'alice']`. */
  readonly base: OptionPath;
  /** Its switch, where it has one. */
  readonly enable: OptionPath | undefined;
  /** Where it stands in the clause: from, to (exclusive). */
  readonly from: number;
  readonly to: number;
  readonly words: Clause;
}

/** The longest name that is looked for, in words. */
const LONGEST = 4;

/** Everything that the clause names, in order, the longest names first where they overlap. */
export function thingsNamed(clause: Clause, context: Context): readonly Named[] {
  const found: Named[] = [];
  for (let at = 0; at < clause.length;) {
    const named = namedAt(clause, at, context);
    if (named === undefined) at += 1;
    else {
      found.push(named);
      at = named.to;
    }
  }
  return found;
}

function namedAt(clause: Clause, from: number, context: Context): Named | undefined {
  for (let to = Math.min(clause.length, from + LONGEST); to > from; to -= 1) {
    const part = clause.slice(from, to);
    if (part.some((token) => token.kind !== 'word' || isHard(token) || EDGES.has(token.word))) continue;
    const named = thingOf(part, context);
    if (named !== undefined) return { ...named, from, to, words: part };
  }
  return undefined;
}

/** No name begins, ends or goes on with these, though some are names of programs. */
const EDGES: ReadonlySet<string> = new Set(wordList(LANGUAGE.talk.edges));

function thingOf(part: Clause, context: Context): Pick<Named, 'base' | 'enable'> | undefined {
  const [only] = part;
  if (part.length === 1 && only !== undefined && context.users.has(only.word)) {
    return { base: ['users', 'users', only.word], enable: undefined };
  }
  if (part.length === 1 && only !== undefined && INTERFACE.test(only.word)) {
    return { base: ['networking', 'interfaces', only.word], enable: undefined };
  }
  const name = part.map(({ word }) => word).join(' ');
  const module = findModule(name, context.modules, context.index);
  if (module.kind !== 'one' || module.path.at(-1) !== 'enable') return undefined;
  return { base: module.path.slice(0, -1), enable: module.path };
}

/** The options below a base, placeholders of the path filled in, and how deep the base is. */
export interface Member {
  readonly option: OptionWords;
  readonly path: OptionPath;
}

const DEEPEST = 3;
const BELOW = new WeakMap<OptionIndex, Map<string, readonly Member[]>>();

export function membersOf(base: OptionPath, index: OptionIndex): readonly Member[] {
  const known = BELOW.get(index) ?? new Map<string, readonly Member[]>();
  BELOW.set(index, known);
  const key = base.join('\0');
  const made = known.get(key) ?? collect(base, index);
  known.set(key, made);
  return made;
}

function collect(base: OptionPath, index: OptionIndex): readonly Member[] {
  const first = base[0] ?? '';
  return index.options.flatMap((option): readonly Member[] => {
    if (option.readOnly === true || !option.name.startsWith(first)) return [];
    const path = splitOptionPath(option.name);
    const below = path.length > base.length && path.length <= base.length + DEEPEST;
    const fits = below && base.every((part, at) => path[at] === part || path[at] === '<name>');
    const rest = path.slice(base.length);
    if (!fits || rest.some((part) => /^[<*]/u.test(part))) return [];
    return [{ option: wordsOfOption(option), path: [...base, ...rest] }];
  });
}
