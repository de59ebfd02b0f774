import type { Edit, NixValue, OptionPath } from '../../model/options/value.ts';
import type { Context, Words } from '../context.ts';
import type { WordToken } from '../grammar/tokens.ts';
import { wordList } from '../grammar/word-list.ts';
import { alike } from './alike.ts';
import { isInDomain } from './domains.ts';
import { type Fit, fitsOf, type Polarity } from './fit.ts';
import type { OptionWords } from './option-words.ts';
import { type Mention, mentionOf } from './mentions.ts';
import { contentOf, isHard } from './said.ts';
import { splitName, stem } from './stem.ts';

/** An edit that words may mean, and how far the words are explained by it. */
export interface Weighed {
  readonly option: OptionWords;
  readonly fit: Fit;
  /** From 0 to 1: how well the words that are no value are explained, on average. */
  readonly coverage: number;
  /** How many words nothing explains. */
  readonly unexplained: number;
  /** How many words are explained by the description alone. */
  readonly byText: number;
  /** How many of the words are in the option's own name. */
  readonly ownSaid: number;
  /** How many of the option's own name words nobody said. */
  readonly unsaid: number;
  /** How many of the names around it nobody said. */
  readonly unsaidAround: number;
  /** Whether the module that it belongs to is named, or it belongs to none. */
  readonly hasModule: boolean;
  /** Whether some word of that module is. */
  readonly hintsModule: boolean;
}

/** What is already understood where an option is weighed: the words of what it belongs to need not be said again. */
export interface WeighedWithin {
  /** How many components of the option's path were named by other words. */
  readonly depth: number;
}

const NOWHERE: WeighedWithin = { depth: 0 };

/** Name words that are in so many names that they need not be said. */
const COMMON: ReadonlySet<string> = new Set(
  wordList(
    'enable, enabled, use, settings, option, options, config, default, ensure, with, is, the, to, on, for, support, is, value',
  ).map(stem),
);

/** Each way in which the option takes the words, weighed. */
export function weigh(
  option: OptionWords,
  path: OptionPath,
  words: Words,
  polarity: Polarity,
  context: Context,
  scope: WeighedWithin = NOWHERE,
): readonly Weighed[] {
  // "Disable it while typing" switches `disableWhileTyping` on; anything else said of such a name is asked about.
  if (option.turns !== undefined && option.option.tree.name === 'bool' && !saysTurn(option.turns, words))
    return [];
  return fitsOf(option, path, words, polarity, context)
    .filter(({ edit }) => valuesIn(edit).every((value) => isInDomain(path, value, context)))
    .map((fit) => weighFit(option, fit, words, scope, context));
}

/** What stands between the thing that is named and the option's own name. */
function namesBetween({ path, ownAt }: OptionWords, depth: number): readonly string[] {
  return path
    .slice(depth, ownAt)
    .filter((name) => name !== 'settings')
    .flatMap((name) => splitName(name).map(stem));
}

function saysTurn(turn: string, words: Words): boolean {
  return words.some(({ word }) => stem(word) === stem(turn));
}

function valuesIn(edit: Edit): readonly NixValue[] {
  return edit.op === 'set' ? [edit.value] : (edit.items ?? []);
}

function weighFit(
  option: OptionWords,
  fit: Fit,
  words: Words,
  scope: WeighedWithin,
  { sentence }: Context,
): Weighed {
  const left = contentOf(words).filter((token) => !fit.used.has(token));
  const stems = left.map(({ word, text }) => stem(word === '' ? text : word));
  const explained = explain(stems, option);
  const weights = left.map((token, at) =>
    isHard(token) && !isNarrow(token.word, fit) && !option.own.includes(stem(token.word))
      ? 0
      : (explained[at] ?? 0),
  );
  const hardAt = left.map((token) => isHard(token) && isNarrow(token.word, fit));
  const counted = weights.filter((_, at) => hardAt[at] !== true);
  const implied =
    scope.depth > 0 ? [...fit.used].flatMap((token) => [...impliedBy(token), stem(token.word)]) : [];
  const said = new Set([...stems, ...implied].flatMap((one) => [...alike(one)]));
  const joined = new Set(stems.slice(1).map((one, at) => `${stems[at] ?? ''}${one}`));
  const isSaid = (name: string): boolean =>
    said.has(name) ||
    joined.has(name) ||
    COMMON.has(name) ||
    (name === RECOMMENDED && /\brecommended\b/iu.test(sentence)) ||
    (scope.depth > 0 && PORT_WORDS.has(name) && option.own.includes('port') && said.has('port'));
  const around = scope.depth > 0 ? namesBetween(option, scope.depth) : option.around;
  return {
    option,
    fit,
    coverage: counted.length === 0 ? 1 : counted.reduce((sum, weight) => sum + weight, 0) / counted.length,
    unexplained: counted.filter((weight) => weight === 0).length,
    byText: counted.filter((weight) => weight > 0 && weight <= BY_TEXT).length,
    ownSaid: explained.filter((weight) => weight === 1 || weight === 0.9).length,
    unsaid: option.own.filter((name) => !isSaid(name)).length,
    unsaidAround: around.filter((name) => !isSaid(name)).length,
    hintsModule: option.module.length > 1 && option.module.some(isSaid),
    hasModule: scope.depth > 0 || saysModule(option, stems, isSaid),
  };
}

/** What the form of a value says of its option: an address is listened on, a path is where something is. */
const IMPLIED: Readonly<Partial<Record<Mention, readonly string[]>>> = {
  address: ['address', 'listen'],
  domain: ['hostname', 'host', 'name', 'domain'].map(stem),
  url: ['url', 'server'],
  path: ['path', 'dir'],
  email: ['email', 'address'],
};

function impliedBy(token: WordToken): readonly string[] {
  const kind = mentionOf(token);
  return kind === undefined ? [] : (IMPLIED[kind] ?? []);
}

/** Each word of the module's name, or its beginning: `zerotier` of zerotierone. */
function saysModule(
  { module, own, around }: OptionWords,
  stems: readonly string[],
  isSaid: (name: string) => boolean,
): boolean {
  const joined = module.join('');
  const short = stems.some((one) => one.length > 3 && (joined.startsWith(one) || one === joined));
  return (
    module.length === 0 || short || module.every((name) => isSaid(name) && [...own, ...around].includes(name))
  );
}

/** "Only" and "just" narrow a value, and a value that is set is the only one. */
function isNarrow(word: string, { edit, used }: Fit): boolean {
  return /^(?:only|just)$/u.test(word) && edit.op === 'set' && used.size > 0;
}

const BY_TEXT = 0.6;

/** `httpPort`, `listen_port`: modules have several names for the port that they listen on. */
const PORT_WORDS: ReadonlySet<string> = new Set(['http', 'listen', 'web', 'server'].map(stem));

/** Said once, it may be meant of each: "gzip and the recommended TLS settings". */
const RECOMMENDED = stem('recommended');

/** How well each stem is explained: by the name, by words that say the same, by the names around, by the description. */
function explain(stems: readonly string[], option: OptionWords): readonly number[] {
  const weights = stems.map((one) => weightOf(one, option));
  // "power saving" is `powersave`, "auto login" is `autoLogin`.
  const names = new Set([...option.own, ...option.around]);
  stems.forEach((one, at) => {
    const pair = `${one}${stems[at + 1] ?? ''}`;
    // Two words for one name count as two that were said.
    if (at + 1 < stems.length && names.has(pair)) weights.splice(at, 2, 1, 1);
  });
  return weights;
}

function weightOf(word: string, option: OptionWords): number {
  if (option.own.includes(word)) return 1;
  if (option.around.includes(word)) return 0.95;
  const others = alike(word);
  if (option.own.some((name) => others.has(name))) return 0.9;
  if (option.around.some((name) => others.has(name))) return 0.85;
  // What has a port listens on it, and what has a user runs as them.
  if (USES.some(([name, verbs]) => option.own.includes(name) && verbs.has(word))) return 0.8;
  const joined = option.own.join('');
  if (option.own.length > 1 && joined === word) return 1;
  if (word.length > 3 && option.around.some((name) => name.startsWith(word))) return 0.8;
  return option.about.has(word) ? BY_TEXT : 0;
}

const USES: readonly (readonly [string, ReadonlySet<string>])[] = [
  ['port', new Set(['listen', 'reachable', 'available', 'run', 'serve'].map(stem))],
  ['user', new Set(['run', 'start'].map(stem))],
  ['group', new Set(['run', 'start'].map(stem))],
];

/** The best first: fully explained ones before others, then by what is explained and what nobody said. */
export function inOrder(list: readonly Weighed[]): readonly Weighed[] {
  return list.toSorted((left, right) => rank(right) - rank(left));
}

/** A number to compare by; about 1 for a whole match. */
export function rank({ coverage, unexplained, unsaid, unsaidAround }: Weighed): number {
  return coverage - 0.25 * unexplained - 0.2 * unsaid - 0.06 * unsaidAround;
}
