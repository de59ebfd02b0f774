import type { OptionPath, PkgsReference } from '../../model/options/value.ts';
import { type Context, rephrase, type Words } from '../context.ts';
import { foldedNames } from './folded-names.ts';
import { isVague, phrase } from '../values/items.ts';
import { withoutKindNouns } from './module-names.ts';
import { CATEGORIES, PACKAGE_SYNONYMS } from './synonyms.ts';
import { editDistance } from '../../nix/spelling.ts';
import { type AskReading, askQuestion, type RefuseReading, refuseRequest } from '../understanding.ts';

/** The option that lists what everybody has. */
export const SYSTEM_PACKAGES: OptionPath = ['environment', 'systemPackages'];

/** A package, or why none was found. */
export type PackageMatch =
  { readonly kind: 'package'; readonly value: PkgsReference } | AskReading | RefuseReading;

/**
 * Finds the package that the words name in the host's own package set. A name that is nearly one asks; a name like
 * nothing is refused.
 */
export function findPackage(words: Words, context: Context): PackageMatch {
  const wanted = phrase(words);
  const category = Object.hasOwn(CATEGORIES, wanted) ? CATEGORIES[wanted] : undefined;
  const written = words.map((token) => token.text).join(' ');
  const found =
    [written, ...withoutKindNouns(wanted)].map((name) => attributesOf(name, context)).find(isFilled) ??
    versionOf(wanted, context);
  const [only] = found;
  if (only !== undefined && found.length === 1) {
    return { kind: 'package', value: reference(only) };
  }
  if (found.length > 1) {
    return askWhich(words, found, context);
  }
  if (category !== undefined) {
    return askWhich(
      words,
      category.filter((name) => context.index.package(name) !== undefined),
      context,
    );
  }
  return unknownPackage(words, context);
}

/** Whether a package is in the list of what everybody has, as far as the configuration's text tells. */
export function isInstalled(wanted: PkgsReference, context: Context): boolean {
  const current = context.facts.value(SYSTEM_PACKAGES.join('.'));
  return Array.isArray(current) && JSON.stringify(current).includes(JSON.stringify(wanted.path));
}

/** The reference to a package whose attribute is known to exist. */
export function reference(attr: string): PkgsReference {
  return { type: 'pkgs', path: attr.split('.') };
}

/** The attribute spelt so, else all that differ in case only; "pkgs." in front is dropped. */
export function packageAttributes(name: string, context: Context): readonly string[] {
  const bare = name.replace(/^pkgs\./iu, '');
  if (context.index.package(bare) !== undefined) {
    return [bare];
  }
  return foldedNames(context.index).packages.get(bare.toLowerCase()) ?? [];
}

function isFilled(names: readonly string[]): boolean {
  return names.length > 0;
}

/** A name that is a package and also what people call another one has two readings. */
function attributesOf(name: string, context: Context): readonly string[] {
  const literal = [name, name.replaceAll(' ', '-'), name.replaceAll(' ', '_'), name.replaceAll(' ', '')]
    .map((candidate) => packageAttributes(candidate, context))
    .find(isFilled);
  const word = name.toLowerCase();
  // "pkgs.python" is the attribute itself, whatever people call by that name.
  const synonyms = Object.hasOwn(PACKAGE_SYNONYMS, word) ? (PACKAGE_SYNONYMS[word] ?? []) : [];
  const called = synonyms.filter((attr) => context.index.package(attr) !== undefined);
  return [...new Set([...called, ...(literal ?? [])])];
}

/** `nodejs 14`, `python 3.9`: the attribute of that very version, in whatever way the package set spells versions. */
function versionOf(phrase: string, context: Context): readonly string[] {
  const [, name = '', version = ''] =
    /^(\S+?)(?: version)?[ -]v?(\d+(?:\.\d+)*)$/u.exec(phrase) ??
    /^([a-z+-]+)(\d+(?:\.\d+)+)$/u.exec(phrase) ??
    [];
  if (name === '') return [];
  const synonyms = Object.hasOwn(PACKAGE_SYNONYMS, name) ? (PACKAGE_SYNONYMS[name] ?? []) : [];
  // "python3" is called python; a version is added to what people say, too.
  const kinds = Object.hasOwn(CATEGORIES, name) ? (CATEGORIES[name] ?? []) : [];
  const names = [...new Set([name, ...synonyms, ...kinds])];
  const [flat, low] = [version.replaceAll('.', ''), version.replaceAll('.', '_')];
  const spelt = names.flatMap((one) =>
    [
      `${one}${flat}`,
      `${one}_${low}`,
      `${one}-${low}_x`,
      `${one}_${flat}`,
      `${one}-${version}`,
      `${one}${low}`,
    ].filter((attr) => context.index.package(attr) !== undefined),
  );
  const current = names.filter((one) => {
    const known = context.index.package(one)?.version;
    return known === version || known?.startsWith(`${version}.`) === true;
  });
  const found = [...new Set(spelt)];
  // Two spellings of one version are one package under two names.
  return found.length > 0 ? found.slice(0, 1) : current.slice(0, 1);
}

/** A version that is not there, of a package that is. */
function otherVersions(phrase: string, context: Context): readonly string[] {
  const name = /^(\S+?)(?: version)?[ -]v?\d+(?:\.\d+)*$/u.exec(phrase)?.[1];
  return name === undefined ? [] : attributesOf(name, context);
}

function askWhich(words: Words, names: readonly string[], context: Context): AskReading {
  return askQuestion(
    `Which package do you mean by '${phrase(words)}'?`,
    names.map((name) => rephrase(context, words, `pkgs.${name}`)),
  );
}

function unknownPackage(words: Words, context: Context): AskReading | RefuseReading {
  if (isVague(words))
    return askQuestion(`Which package do you mean by '${phrase(words).slice(0, 80)}'?`, [], 'not-understood');
  const longer = Object.entries(PACKAGE_SYNONYMS).filter(([called]) =>
    called.startsWith(`${phrase(words)} `),
  );
  const meant = [...longer.flatMap(([, attrs]) => attrs), ...otherVersions(phrase(words), context)];
  const there = [...new Set(meant)].filter((attr) => context.index.package(attr) !== undefined);
  if (there.length > 0) return askWhich(words, there, context);
  const name = phrase(words).replaceAll(' ', '-');
  const nearest = context.index.nearestPackages(name, 5);
  const parts = words.length > 1 ? words.map((word) => word.text.toLowerCase()) : [];
  const close = parts.some((part) => context.index.package(part) !== undefined)
    ? parts.filter((part) => context.index.package(part) !== undefined)
    : almost(name, nearest);
  return close.length > 0
    ? askQuestion(
        `There is no package '${name.slice(0, 80)}'. Do you mean one of these?`,
        close.map((attr) => rephrase(context, words, attr)),
        'not-understood',
      )
    : refuseRequest('unknown', `this host's package set has no package '${name.slice(0, 80)}'`, nearest);
}

/** The names one slip away, or two where the name is long. */
function almost(name: string, nearest: readonly string[]): readonly string[] {
  const within = (slips: number): readonly string[] =>
    nearest.filter((attr) => editDistance(attr.toLowerCase(), name, slips) <= slips);
  const [one, two] = [within(1), name.length < 8 ? [] : within(2)];
  return one.length > 0 ? one : two;
}
