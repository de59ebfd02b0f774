import type { OptionType } from '../../model/options/option.ts';
import type { NixValue } from '../../model/options/value.ts';
import type { Context, Words } from '../context.ts';
import { splitItems } from './items.ts';
import { packageAttributes, reference } from '../names/package-names.ts';

/**
 * Reads the words of a value as the option's type wants it; nothing when they do not fit.
 *
 * @example
 * readTypedValue(words of `on`, { name: 'bool' }, context)   // true
 */
export function readTypedValue(words: Words, type: OptionType, context: Context): NixValue | undefined {
  switch (type.name) {
    case 'listOf':
      return readListItems(words, type.elem ?? { name: 'str' }, context);
    case 'nullOr':
      return phraseOf(words) === 'null' ? null : readTypedValue(words, type.elem ?? { name: 'str' }, context);
    case 'either':
      return (type.of ?? [])
        .map((one) => readTypedValue(words, one, context))
        .find((value) => value !== undefined);
    case 'uniq':
    case 'unique':
      return type.elem === undefined ? undefined : readTypedValue(words, type.elem, context);
    default:
      return words.length === 1 ? readScalar(words, type, context) : undefined;
  }
}

/** Each listed item as an element of a list option. */
export function readListItems(
  words: Words,
  element: OptionType,
  context: Context,
): readonly NixValue[] | undefined {
  const brackets = words.filter((token) => token.text !== '[' && token.text !== ']');
  const values = splitWords(brackets, element)?.map((item) => readTypedValue(item, element, context));
  return values?.every((value) => value !== undefined) === true ? values : undefined;
}

/** `80 443` and `pkgs.vim pkgs.git` are lists as Nix writes them; of words only commas and "and" make several. */
function splitWords(words: Words, element: OptionType): readonly Words[] | undefined {
  const items = splitItems(words);
  const [only] = items ?? [];
  const unmistakable =
    only?.every(({ text }) => /^(?:\d+|pkgs\..+)$/u.test(text)) === true && element.name !== 'str';
  return items?.length === 1 && only !== undefined && unmistakable ? only.map((word) => [word]) : items;
}

const TRUE_WORDS: ReadonlySet<string> = new Set(['true', 'yes', 'on', 'enabled']);
const FALSE_WORDS: ReadonlySet<string> = new Set(['false', 'no', 'off', 'disabled']);

/** Highest value by type name; the lowest is 0 where a highest or `unsigned` is named. */
const HIGHEST: Readonly<Record<string, number>> = {
  unsignedInt8: 255,
  unsignedInt16: 65_535,
  unsignedInt32: 4_294_967_295,
  unsignedInt: Number.MAX_SAFE_INTEGER,
  positiveInt: Number.MAX_SAFE_INTEGER,
};

function readScalar(words: Words, type: OptionType, context: Context): NixValue | undefined {
  const text = words[0]?.text ?? '';
  if (type.name === 'bool') {
    return readBoolean(text.toLowerCase());
  }
  if (type.name === 'int' || type.name in HIGHEST) {
    return readInteger(text, type.name);
  }
  if (type.name === 'enum') {
    const values = type.values ?? [];
    const alike = values.filter((value) => String(value).toLowerCase() === text.toLowerCase());
    return values.find((value) => String(value) === text) ?? (alike.length === 1 ? alike[0] : undefined);
  }
  if (type.name === 'package') {
    return readPackage(text, context);
  }
  if (type.name === 'path') {
    if (text.startsWith('pkgs.')) return readPackage(text, context);
    return /^\/[^\s$]*$/u.test(text) ? text : undefined;
  }
  return /^(?:str|lines|separatedString|string|commas|envVar|strMatching\b.*)$/u.test(type.name)
    ? text
    : undefined;
}

function readBoolean(word: string): boolean | undefined {
  return TRUE_WORDS.has(word) ? true : FALSE_WORDS.has(word) ? false : undefined;
}

function readInteger(text: string, type: string): number | undefined {
  const value = /^-?\d{1,15}$/u.test(text) ? Number(text) : undefined;
  const lowest = type === 'int' ? -Number.MAX_SAFE_INTEGER : type === 'positiveInt' ? 1 : 0;
  const highest = HIGHEST[type] ?? Number.MAX_SAFE_INTEGER;
  return value !== undefined && value >= lowest && value <= highest ? value : undefined;
}

function readPackage(text: string, context: Context): NixValue | undefined {
  const [attr, ...others] = packageAttributes(text, context);
  return attr === undefined || others.length > 0 ? undefined : reference(attr);
}

function phraseOf(words: Words): string {
  return words.map((token) => token.word).join(' ');
}
