import { type Edit, isPkgs } from '../../model/options/value.ts';
import type { Context } from '../context.ts';
import type { Clause } from '../grammar/clauses.ts';
import { STRUCTURE } from '../grammar/lexicon.ts';
import { isPatternWord } from '../frames/vocabulary.ts';
import { findModule } from '../names/module-names.ts';
import { reference, SYSTEM_PACKAGES } from '../names/package-names.ts';
import { nearFrames } from '../frames/read-frames.ts';
import { thingsNamed } from '../compose/module-scope.ts';
import { isTurnedOff } from '../compose/polarity.ts';
import { contentOf } from '../compose/said.ts';
import { isOffAct } from '../compose/attributes.ts';
import { readingsOfClause } from '../compose/said-as.ts';
import { stem } from '../compose/stem.ts';
import { rank, type Weighed, weigh } from '../compose/weigh.ts';
import { findOptions } from './find-options.ts';

/** How many options are looked at closely. */
const MOST_LOOKED_AT = 40;

/**
 * What a clause may want, the likelier first: a kind of wish with a word too many, what it names, and the options that its
 * words are about. Each is worth asking about; none is known to be meant.
 */
export function likelyEdits(clause: Clause, context: Context): readonly (readonly Edit[])[] {
  const [near, things] = [nearFrames(clause, context), named(clause, context)];
  const both = [...near.slice(0, 1), ...(things.length > 0 ? things : near.slice(1)).slice(0, 1)];
  const joined = both.length > 1 && areApart(both) ? [both.flat()] : [];
  const all = [...joined, ...near, ...things, ...retrieved(clause, context)];
  return [...new Map(all.map((edits) => [JSON.stringify(edits), edits])).values()];
}

/** Whether changes are of different options. */
function areApart(list: readonly (readonly Edit[])[]): boolean {
  const paths = list.map((edits) => new Set(edits.map(({ path }) => path.join('.'))));
  return paths.every((one, at) =>
    paths.every((other, place) => at === place || ![...one].some((path) => other.has(path))),
  );
}

/** Modules and packages by name, as the verb wants them. */
function named(clause: Clause, context: Context): readonly (readonly Edit[])[] {
  const [said] = readingsOfClause(clause);
  const off = isTurnedOff(clause) === true || (said !== undefined && isOffAct(said.act));
  const modules = thingsNamed(clause, context).flatMap(({ enable }): readonly (readonly Edit[])[] =>
    enable === undefined ? [] : [[{ op: 'set', path: enable, value: !off }]],
  );
  const items = clause.flatMap(({ kind, word, text }) =>
    kind === 'word' &&
    word.length > 2 &&
    !STRUCTURE.has(word) &&
    !isPatternWord(word) &&
    context.index.package(text) !== undefined
      ? [reference(text)]
      : [],
  );
  const alone = items.filter(
    (item) => findModule(item.path.join('.'), context.modules, context.index).kind === 'none',
  );
  const packages: readonly (readonly Edit[])[] =
    alone.length === 0 ? [] : [[{ op: off ? 'remove' : 'add', path: SYSTEM_PACKAGES, items: alone }]];
  return said?.act === 'install' || said?.act === 'remove'
    ? [...packages, ...modules]
    : [...modules, ...packages];
}

/** Options by their words, each with a value that is said and fits its type. */
function retrieved(clause: Clause, context: Context): readonly (readonly Edit[])[] {
  const content = contentOf(clause);
  if (content.length === 0 || content.length > 16) return [];
  const stems = content.map(({ word, text }) => stem(word === '' ? text : word));
  const found = findOptions(stems, context.index, MOST_LOOKED_AT);
  const top = found[0]?.score ?? 1;
  const off = isTurnedOff(clause) === true;
  const polarities = off ? (['off'] as const) : (['on', 'value'] as const);
  const list = found.flatMap(({ option, score }) =>
    polarities
      .flatMap((polarity) => weigh(option, option.path, clause, polarity, context))
      .filter(isWorthAsking)
      .map((weighed) => ({ weighed, score: score / top + 0.5 * rank(weighed) })),
  );
  return list
    .toSorted((left, right) => right.score - left.score)
    .slice(0, 3)
    .map(({ weighed }) => [weighed.fit.edit]);
}

/** Something of its name is said, and a value of it is one that was said. */
function isWorthAsking({ fit, ownSaid, unexplained, hasModule, option }: Weighed): boolean {
  const { edit } = fit;
  if (edit.op === 'set' && isPkgs(edit.value) && !/package$/iu.test(option.path.at(-1) ?? '')) return false;
  return unexplained <= 3 && (ownSaid > 0 || (hasModule && edit.op === 'set' && edit.value === true));
}
