import type { OptionType } from '../../model/options/option.ts';
import { isAttrs, isList, isPkgs } from '../../model/options/value.ts';
import type { NixValue } from '../../model/options/value.ts';
import { isEitherType, isFree } from './place.ts';

/** Why a value does not have a type. */
export interface Mismatch {
  /** `type`: of another type; `package`: no such package; `member`: a submodule has no such option. */
  readonly kind: 'type' | 'package' | 'member';
  readonly message: string;
  /** Where inside the value: item numbers from 0 and attribute names; empty for the value itself. */
  readonly at: readonly (string | number)[];
  readonly fix?: string;
  /** A text of the same characters would fit. */
  readonly asText?: true;
}

export function mismatch(expected: string, value: NixValue, fix?: string): Mismatch {
  const message = `expected ${expected}, got ${valueInWords(value)}`;
  return { kind: 'type', message, at: [], ...(fix !== undefined && { fix }) };
}

/** The remedy for a number or a boolean where text is wanted. */
export function inQuotes(text: string): string {
  return `write it in quotes: "${text}"`;
}

/** A value for a message: its type, and what it is where that is short. */
export function valueInWords(value: NixValue): string {
  if (value === null) return 'null';
  if (isList(value)) return `a list of ${value.length} item${value.length === 1 ? '' : 's'}`;
  if (isPkgs(value)) return `the package pkgs.${value.path.join('.')}`;
  if (isAttrs(value)) return 'an attribute set';
  if (typeof value === 'object') return `the path ${value.path}`;
  if (typeof value === 'string')
    return `string ${JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value)}`;
  return typeof value === 'number' ? `number ${value}` : `boolean ${value}`;
}

const WORDS: Readonly<Record<string, string>> = {
  bool: 'boolean (true or false)',
  str: 'string',
  string: 'string',
  separatedString: 'string',
  lines: 'string',
  int: 'integer',
  path: 'absolute path',
  package: 'package',
  shellPackage: 'package',
  float: 'number',
  attrs: 'attribute set',
  submodule: 'attribute set',
  port: 'port (0 to 65535)',
};

/** A type in a few words, for lists of alternatives. */
export function shortenedType(type: OptionType): string {
  if (type.name === 'enum')
    return `one of ${(type.values ?? []).map((value) => JSON.stringify(value)).join(', ')}`;
  if (type.name === 'nullOr')
    return `null or ${type.elem === undefined ? 'a value' : shortenedType(type.elem)}`;
  if (type.name === 'listOf')
    return `list${type.elem === undefined ? '' : ` of ${shortenedType(type.elem)}`}`;
  if (isFree(type)) return `attribute set${type.elem === undefined ? '' : ` of ${shortenedType(type.elem)}`}`;
  if (isEitherType(type)) return type.of === undefined ? 'a value' : type.of.map(shortenedType).join(' or ');
  return WORDS[type.name] ?? type.name;
}
