import { RE2JS, RE2JSException } from 're2js';
import type { OptionType } from '../../model/options/option.ts';
import type { OptionIndex } from '../../model/options/option-index.ts';
import { isAttrs, isPathLiteral, isPkgs } from '../../model/options/value.ts';
import type { NixValue, PkgsReference } from '../../model/options/value.ts';
import { inQuotes, mismatch, shortenedType } from './type-words.ts';
import type { Mismatch } from './type-words.ts';
import { nearestWords } from '../spelling.ts';

interface ScalarContext {
  readonly index: OptionIndex;
  readonly words: string;
}

/** What a package has besides itself, and is none: its source, and functions that make others. */
const NO_PACKAGES = new Set(
  (
    'override overrideAttrs overrideDerivation overridePythonAttrs overrideScope src srcs meta passthru drvAttrs ' +
    'inputDerivation args builder system type name pname version outPath drvPath'
  ).split(' '),
);

const STRINGS = new Set([
  'str',
  'string',
  'singleLineStr',
  'nonEmptyStr',
  'separatedString',
  'lines',
  'commas',
  'envVar',
]);

/** Integer types with the bounds that their name says. */
const INTEGERS: Readonly<Record<string, readonly [number, number]>> = {
  int: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  unsignedInt: [0, Number.MAX_SAFE_INTEGER],
  positiveInt: [1, Number.MAX_SAFE_INTEGER],
  unsignedInt8: [0, 255],
  unsignedInt16: [0, 65_535],
  unsignedInt32: [0, 4_294_967_295],
  signedInt8: [-128, 127],
  signedInt16: [-32_768, 32_767],
  signedInt32: [-2_147_483_648, 2_147_483_647],
  port: [0, 65_535],
};

/** Types without parts. A name that is not known accepts every value. */
export function checkScalar(value: NixValue, type: OptionType, context: ScalarContext): Mismatch | undefined {
  const { name } = type;
  if (name === 'bool')
    return typeof value === 'boolean' ? undefined : mismatch(shortenedType(type), value, booleanFix(value));
  if (STRINGS.has(name)) return checkString(value, name);
  if (name.startsWith('strMatching')) return checkPattern(value, name);
  if (name === 'intBetween') return checkInteger(value, boundsIn(context.words));
  const bounds = INTEGERS[name];
  if (bounds !== undefined) return checkInteger(value, bounds);
  if (name === 'float' || name === 'number')
    return typeof value === 'number' ? undefined : mismatch('number', value, numberFix(value));
  if (name === 'path') return checkPath(value, context.index);
  if (name === 'package' || name === 'shellPackage') return checkPackage(value, context.index);
  if (name === 'enum') return checkEnum(value, type);
  if (name === 'attrs') return isAttrs(value) || isPkgs(value) ? undefined : mismatch('attribute set', value);
  return undefined;
}

/**
 * A reference to a package that does not exist. Lists of packages hold the first level only: of a package set
 * (`python3Packages.requests`) nothing is known unless the list holds something of it.
 */
export function checkReference(reference: PkgsReference, index: OptionIndex): Mismatch | undefined {
  const attr = reference.path.join('.');
  const part = reference.path.length > 1 ? reference.path.at(-1) : undefined;
  if (reference.path[0] === 'lib' || (part !== undefined && NO_PACKAGES.has(part)))
    return { kind: 'package', message: `'${attr}' is not a package`, at: [], fix: 'name the package itself' };
  if (index.packages.length === 0 || index.package(attr) !== undefined) return undefined;
  const set = `${reference.path[0]}.`;
  const known = reference.path.length === 1 || index.packages.some((entry) => entry.attr.startsWith(set));
  if (!known) return undefined;
  const near = index.nearestPackages(attr, 3);
  const fix = near.length === 0 ? undefined : `did you mean ${near.map((word) => `'${word}'`).join(' or ')}?`;
  return { kind: 'package', message: `there is no package '${attr}'`, at: [], ...(fix && { fix }) };
}

function checkPackage(value: NixValue, index: OptionIndex): Mismatch | undefined {
  if (isPkgs(value)) return checkReference(value, index);
  // A store path is a package too.
  if (typeof value === 'string' && value.startsWith('/nix/store/')) return undefined;
  const attr = typeof value === 'string' ? value.replace(/^pkgs\./u, '') : '';
  return mismatch(
    'package',
    value,
    index.package(attr) === undefined ? undefined : `write { pkgs: ${attr} }`,
  );
}

function checkPath(value: NixValue, index: OptionIndex): Mismatch | undefined {
  if (isPkgs(value)) return checkReference(value, index);
  if (isPathLiteral(value) || (typeof value === 'string' && value.startsWith('/'))) return undefined;
  return mismatch('absolute path', value, typeof value === 'string' ? "begin it with '/'" : undefined);
}

function checkString(value: NixValue, name: string): Mismatch | undefined {
  if (typeof value !== 'string') {
    const scalar = typeof value === 'number' || typeof value === 'boolean';
    return scalar
      ? { ...mismatch('string', value, inQuotes(String(value))), asText: true }
      : mismatch('string', value);
  }
  if (name === 'nonEmptyStr' && value.trim() === '') return mismatch('non-empty string', value);
  return name === 'singleLineStr' && /[\n\r]/u.test(value)
    ? mismatch('single-line string', value)
    : undefined;
}

function checkInteger(value: NixValue, bounds: readonly [number, number] | undefined): Mismatch | undefined {
  const [least, most] = bounds ?? [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most)
    return undefined;
  return mismatch(`integer${boundsInWords(least, most)}`, value, numberFix(value));
}

function boundsInWords(least: number, most: number): string {
  if (most !== Number.MAX_SAFE_INTEGER) return ` from ${least} to ${most}`;
  return least === Number.MIN_SAFE_INTEGER ? '' : ` of at least ${least}`;
}

/** Bounds in the module system's words, when they are told once. */
function boundsIn(words: string): readonly [number, number] | undefined {
  const [only, ...others] = words.matchAll(/between (-?\d+) and (-?\d+)/gu);
  return only === undefined || others.length > 0 ? undefined : [Number(only[1]), Number(only[2])];
}

function checkEnum(value: NixValue, type: OptionType): Mismatch | undefined {
  const values = type.values ?? [];
  if (values.length === 0 || values.some((allowed) => allowed === value)) return undefined;
  const words = values.filter((allowed) => typeof allowed === 'string');
  const [near] = typeof value === 'string' ? nearestWords(value, words, 1) : [];
  return mismatch(shortenedType(type), value, near === undefined ? undefined : `did you mean "${near}"?`);
}

function checkPattern(value: NixValue, name: string): Mismatch | undefined {
  const written = name.replace(/^strMatching "?|"$/gu, '').replaceAll(/\\(.)/gu, '$1');
  if (typeof value !== 'string') return mismatch(`string matching ${written}`, value);
  const pattern = posixPattern(written);
  return pattern === undefined || pattern.testExact(value)
    ? undefined
    : mismatch(`string matching ${written}`, value);
}

/**
 * A POSIX extended expression, as Nix's `match` reads it; undefined when RE2 does not read it. Any module may have written
 * it, and RE2 takes no longer for one that repeats what repeats.
 */
function posixPattern(written: string): RE2JS | undefined {
  try {
    return RE2JS.compile(written, RE2JS.DOTALL);
  } catch (error) {
    if (error instanceof RE2JSException) return undefined;
    throw error;
  }
}

function booleanFix(value: NixValue): string | undefined {
  const word = typeof value === 'string' ? value.toLowerCase() : value;
  if (word === 1 || ['true', 'yes', 'on', 'enable', 'enabled', '1', 'y'].some((yes) => yes === word))
    return 'write true';
  if (word === 0 || ['false', 'no', 'off', 'disable', 'disabled', '0', 'n'].some((no) => no === word))
    return 'write false';
  return undefined;
}

function numberFix(value: NixValue): string | undefined {
  const numeric = typeof value === 'string' && /^-?\d+$/u.test(value);
  return numeric ? `write it without quotes: ${value}` : undefined;
}
