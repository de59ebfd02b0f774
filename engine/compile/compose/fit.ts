import type { OptionType } from '../../model/options/option.ts';
import type { Edit, NixValue, OptionPath } from '../../model/options/value.ts';
import type { Context, Words } from '../context.ts';
import type { WordToken } from '../grammar/tokens.ts';
import { packageAttributes, reference } from '../names/package-names.ts';
import { readSchedule } from '../values/schedule.ts';
import { alike } from './alike.ts';
import { amountFor, amountsIn, mentionOf } from './mentions.ts';
import type { OptionWords } from './option-words.ts';
import { stem } from './stem.ts';

/** Whether something is wanted, is not, or only a value of it is named. */
export type Polarity = 'on' | 'off' | 'value';

/** An edit that an option takes, and the words that its value is made of. */
export interface Fit {
  readonly edit: Edit;
  readonly used: ReadonlySet<WordToken>;
}

/** Every way in which an option takes a value out of the words. */
export function fitsOf(
  option: OptionWords,
  path: OptionPath,
  words: Words,
  polarity: Polarity,
  context: Context,
): readonly Fit[] {
  const type = bareType(option.option.tree);
  if (type.name === 'listOf') {
    const op = polarity === 'off' ? 'remove' : 'add';
    const items = itemsOf(type.elem ?? { name: 'str' }, option, words, context);
    return items === undefined ? [] : [{ edit: { op, path, items: items.values }, used: items.used }];
  }
  return valuesOf(type, option, words, polarity, context).map(({ value, used }) => ({
    edit: { op: 'set', path, value },
    used,
  }));
}

interface Value {
  readonly value: NixValue;
  readonly used: ReadonlySet<WordToken>;
}

function bareType(type: OptionType): OptionType {
  return (type.name === 'nullOr' || type.name === 'uniq' || type.name === 'unique') && type.elem !== undefined
    ? bareType(type.elem)
    : type;
}

const NUMBERS = /^(?:int|signedInt\d*|unsignedInt\d*|positiveInt|ints?\b.*|float|number)$/u;
const TEXTS =
  /^(?:str|lines|separatedString|string|commas|envVar|nonEmptyStr|singleLineStr|strMatching\b.*)$/u;
const HIGHEST: Readonly<Record<string, number>> = { unsignedInt8: 255, unsignedInt16: 65_535 };

function valuesOf(
  type: OptionType,
  option: OptionWords,
  words: Words,
  polarity: Polarity,
  context: Context,
): readonly Value[] {
  if (type.name === 'bool')
    return polarity === 'value' ? [] : [{ value: polarity === 'on', used: new Set() }];
  if (type.name === 'enum') return enumValues(type, words, polarity);
  if (type.name === 'either') {
    return (type.of ?? []).flatMap((one) => valuesOf(bareType(one), option, words, polarity, context));
  }
  if (polarity === 'off') return [];
  if (NUMBERS.test(type.name)) return numberValues(type, option, words);
  if (type.name === 'package') return packageValues(words, context);
  if (type.name === 'path') return texts(words, ['path']);
  if (TEXTS.test(type.name)) return textValues(option, words, context);
  return type.name === 'unspecified' ? untypedValues(option, words, context) : [];
}

function enumValues(type: OptionType, words: Words, polarity: Polarity): readonly Value[] {
  const values = type.values ?? [];
  if (polarity === 'off') return values.includes('false') ? [{ value: 'false', used: new Set() }] : [];
  const said = values.flatMap((value): readonly Value[] => {
    const used = wordsOfValue(String(value), words);
    return used === undefined ? [] : [{ value, used: new Set(used) }];
  });
  const longest = Math.max(0, ...said.map(({ used }) => used.size));
  return said.filter(({ used }) => used.size === longest);
}

/** The words that spell a value: `allow downgrade` for `allow-downgrade`. */
function wordsOfValue(value: string, words: Words): Words | undefined {
  const wanted = value.toLowerCase().replaceAll(/[-_ ]/gu, '');
  for (let from = 0; from < words.length; from += 1) {
    for (let to = from + 1; to <= Math.min(words.length, from + 3); to += 1) {
      const part = words.slice(from, to);
      const said = part
        .map(({ text }) => text.toLowerCase())
        .join('')
        .replaceAll(/[-_ ]/gu, '');
      if (said === wanted) return part;
    }
  }
  return undefined;
}

function numberValues(type: OptionType, option: OptionWords, words: Words): readonly Value[] {
  const [amount, ...more] = amountsIn(words);
  if (amount === undefined || more.length > 0) return [];
  const value = amountFor(amount, `${option.option.name} ${option.option.description ?? ''}`);
  const isPort = /port$/iu.test(option.option.name);
  const highest = isPort ? 65_535 : (HIGHEST[type.name] ?? Number.MAX_SAFE_INTEGER);
  const lowest = isPort || type.name === 'positiveInt' ? 1 : 0;
  if (value === undefined || value < lowest || value > highest) return [];
  return [{ value, used: new Set(amount.used) }];
}

function packageValues(words: Words, context: Context): readonly Value[] {
  return words.flatMap((token): readonly Value[] => {
    const [attr, ...more] = token.kind === 'word' ? packageAttributes(token.text, context) : [];
    return attr === undefined || more.length > 0 ? [] : [{ value: reference(attr), used: new Set([token]) }];
  });
}

function texts(words: Words, kinds: readonly (string | undefined)[]): readonly Value[] {
  const found = words.filter((token) => kinds.includes(mentionOf(token)));
  const [only] = found;
  return only === undefined || found.length > 1 ? [] : [{ value: only.text, used: new Set([only]) }];
}

/** What a text option may hold, by the last word of its name. */
const TEXT_KINDS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/(?:address|addr|bind|host|listen|ip|gateway|interface)$/iu, ['address', 'domain']],
  [/(?:url|uri|endpoint|server|proxy)$/iu, ['url', 'domain', 'address']],
  [/(?:dir|directory|path|root|file|home|location|folder|storage)$/iu, ['path']],
  [/(?:e?mail|contact|from|to)$/iu, ['email']],
  [/(?:domain|hostname|fqdn|name)$/iu, ['domain']],
  [/(?:port)$/iu, ['number']],
];

function textValues(option: OptionWords, words: Words, context: Context): readonly Value[] {
  const name = option.path.at(-1) ?? '';
  const quoted = texts(words, ['quoted']);
  if (quoted.length > 0) return quoted;
  if (option.path[0] === 'users' && name === 'description') return fullName(words);
  const kinds = TEXT_KINDS.filter(([form]) => form.test(name)).flatMap(([, list]) => list);
  const formed = texts(words, kinds);
  if (formed.length > 0) return formed;
  if (/(?:^|[a-z])(?:user|owner|username)$/iu.test(name)) {
    const called = words.filter(
      ({ kind, word }, at) =>
        kind === 'word' && /^[a-z_][a-z\d_-]*$/u.test(word) && words[at - 1]?.word === 'user',
    );
    const known = words.filter(({ kind, word }) => kind === 'word' && context.users.has(word));
    const users = called.length > 0 ? called : known;
    return users.length === 1 ? users.map((token) => ({ value: token.text, used: new Set([token]) })) : [];
  }
  if (kinds.includes('address')) {
    const local = words.filter(({ word }) => word === 'localhost');
    const every = everywhere(words);
    if (every !== undefined) return [{ value: '0.0.0.0', used: new Set(every) }];
    if (local.length === 1) return local.map((token) => ({ value: 'localhost', used: new Set([token]) }));
  }
  if (isTime(name)) return scheduleValues(words);
  return named(words);
}

function isTime(name: string): boolean {
  return /(?:dates?|interval|startAt|calendar|onCalendar)$/iu.test(name);
}

/** The words of a recurring time, wherever they stand. */
function scheduleValues(words: Words): readonly Value[] {
  for (let from = 0; from < words.length; from += 1) {
    for (let to = words.length; to > from; to -= 1) {
      const part = words.slice(from, to);
      const value = readSchedule(part);
      if (value !== undefined) return [{ value, used: new Set(part) }];
    }
  }
  return [];
}

/** "All interfaces", "any address": the address that stands for each. */
function everywhere(words: Words): Words | undefined {
  const at = words.findIndex(({ word }) => /^(?:all|every|any)$/u.test(word));
  const [one, other] = words.slice(at < 0 ? words.length : at);
  if (one === undefined || other === undefined) return undefined;
  return /^(?:interfaces?|address(?:es)?)$/u.test(other.word) ? [one, other] : undefined;
}

/** "full name Maria Santos": the words with capitals behind it. */
function fullName(words: Words): readonly Value[] {
  const at = words.findIndex(
    ({ word }, place) => word === 'name' && /^(?:full|real)$/u.test(words[place - 1]?.word ?? ''),
  );
  const names =
    at < 0 ? [] : words.slice(at + 1).filter(({ kind, text }) => kind === 'word' && /^\p{Lu}/u.test(text));
  if (names.length === 0) return [];
  return [
    {
      value: names.map(({ text }) => text).join(' '),
      used: new Set([...words.slice(at - 1, at + 1), ...names]),
    },
  ];
}

/** "called NAME", "named NAME": a name is what stands behind the word. */
function named(words: Words): readonly Value[] {
  const at = words.findIndex(({ kind, word }) => kind === 'word' && /^(?:called|named)$/u.test(word));
  const [marker, token] = [words[at], words[at + 1]];
  return marker === undefined || token === undefined || token.kind === 'separator'
    ? []
    : [{ value: token.text, used: new Set([marker, token]) }];
}

/** The list does not say what it takes: a number, path or switch by the option's own words. */
function untypedValues(option: OptionWords, words: Words, context: Context): readonly Value[] {
  const numbers = amountsIn(words);
  const says = option.option.description ?? '';
  if (numbers.length > 0) {
    const counts =
      /\b(?:port|number|maximum|minimum|size|amount|count|timeout|seconds|limit|mib|mb)\b/iu.test(
        `${option.own.join(' ')} ${says}`,
      );
    return counts ? numberValues({ name: 'int' }, option, words) : [];
  }
  return textValues(option, words, context);
}

interface Items {
  readonly values: readonly NixValue[];
  readonly used: ReadonlySet<WordToken>;
}

/** Items of a list: only what is a value by its form, a package, a user, or stands behind "called". */
function itemsOf(
  element: OptionType,
  option: OptionWords,
  words: Words,
  context: Context,
): Items | undefined {
  const type = bareType(element);
  const found = words.flatMap((token): readonly Value[] => itemOf(token, type, option, context));
  const values = found.length > 0 ? found : TEXTS.test(type.name) ? named(words) : [];
  return values.length === 0
    ? undefined
    : { values: values.map(({ value }) => value), used: new Set(values.flatMap(({ used }) => [...used])) };
}

function itemOf(token: WordToken, type: OptionType, option: OptionWords, context: Context): readonly Value[] {
  const used = new Set([token]);
  const kind = mentionOf(token);
  if (NUMBERS.test(type.name)) {
    return kind === 'number' && Number(token.text) <= (HIGHEST[type.name] ?? Number.MAX_SAFE_INTEGER)
      ? [{ value: Number(token.text), used }]
      : [];
  }
  if (type.name === 'package') return packageValues([token], context);
  if (type.name === 'enum') return enumValues(type, [token], 'on');
  if (type.name === 'path') return kind === 'path' ? [{ value: token.text, used }] : [];
  if (!TEXTS.test(type.name) || kind === undefined || kind === 'number' || kind === 'range') return [];
  return takesText(option, kind) ? [{ value: token.text, used }] : [];
}

/** A list of texts takes a value by its form where its name says so, or where it says nothing of the kind. */
function takesText(option: OptionWords, kind: string): boolean {
  const name = (option.path.at(-1) ?? '').replace(/s$/u, '');
  const kinds = TEXT_KINDS.filter(([form]) => form.test(name)).flatMap(([, list]) => list);
  if (kinds.length > 0) return kinds.includes(kind) || kind === 'quoted' || kind === 'network';
  return (
    kind === 'quoted' ||
    kind === 'key' ||
    kind === 'address' ||
    kind === 'network' ||
    kind === 'url' ||
    kind === 'domain'
  );
}

/** Whether a word says what a stem of a name says. */
export function says(word: string, name: string): boolean {
  return alike(stem(word)).has(name);
}
