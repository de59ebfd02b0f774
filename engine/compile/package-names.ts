import type { PkgsReference } from '../model/value.ts';
import { type Context, rephrase, type Words } from './context.ts';
import { phrase } from './items.ts';
import { withoutKindNouns } from './module-names.ts';
import { CATEGORIES, PACKAGE_SYNONYMS } from './synonyms.ts';
import { editDistance } from '../nix/spelling.ts';
import { type AskReading, ask, type RefuseReading, refuse } from './understanding.ts';

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
    [written, ...withoutKindNouns(wanted)].map((name) => attributesOf(name, context)).find(isFilled) ?? [];
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
  const folded = bare.toLowerCase();
  return context.index.packages.filter((one) => one.attr.toLowerCase() === folded).map((one) => one.attr);
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

function askWhich(words: Words, names: readonly string[], context: Context): AskReading {
  return ask(
    `Which package is meant by '${phrase(words)}'?`,
    names.map((name) => rephrase(context, words, `pkgs.${name}`)),
  );
}

function unknownPackage(words: Words, context: Context): AskReading | RefuseReading {
  const name = phrase(words).replaceAll(' ', '-');
  const nearest = context.index.nearestPackages(name, 5);
  const parts = words.length > 1 ? words.map((word) => word.text.toLowerCase()) : [];
  const close = parts.some((part) => context.index.package(part) !== undefined)
    ? parts.filter((part) => context.index.package(part) !== undefined)
    : almost(name, nearest);
  return close.length > 0
    ? ask(
        `There is no package '${name.slice(0, 80)}'. Is one of these meant?`,
        close.map((attr) => rephrase(context, words, attr)),
        'not-understood',
      )
    : refuse(
        'unknown',
        `there is no package '${name.slice(0, 80)}' in the package set of this host`,
        nearest,
      );
}

/** The names one slip away, or two where the name is long. */
function almost(name: string, nearest: readonly string[]): readonly string[] {
  const within = (slips: number): readonly string[] =>
    nearest.filter((attr) => editDistance(attr.toLowerCase(), name, slips) <= slips);
  const [one, two] = [within(1), name.length < 8 ? [] : within(2)];
  return one.length > 0 ? one : two;
}
