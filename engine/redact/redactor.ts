import { parseNix } from '../nix/parse.ts';
import type { NixTree } from '../nix/syntax/tree.ts';
import { findPrivateAddresses } from './addresses.ts';
import { findFolded, foldText } from './folded.ts';
import { findPatterns } from './forms/find-patterns.ts';
import { KnownSecrets, type KnownSecret } from './known-secrets.ts';
import { findNamedValues, mentionsSecret } from './named/named-values.ts';
import { findNixSecrets } from './nix-secrets.ts';
import { NixPlaces } from './nix-places.ts';
import { mergeFound, placeholder, replaceFound, withoutPlaceholders, type FoundSecret } from './span.ts';

export type { FoundSecret } from './span.ts';
export type { KnownSecret } from './known-secrets.ts';

export interface RedactorOptions {
  /** Take out private addresses as well, each by a number of its own. */
  readonly privateAddresses: boolean;
}

/** Takes secrets out of text. Deterministic; what was redacted once stays as it is. */
export interface Redactor {
  /** The text with `<redacted:kind>` for every secret. Nix that parses still parses; text without secrets is the same. */
  redact(text: string): string;
  /** What would be taken out, and where; not what it says. */
  find(text: string): readonly FoundSecret[];
}

/**
 * A redactor that knows secrets by their form, by the names beside them, and the values that a configuration gives to
 * attributes whose names say secret, so that it takes those out wherever they appear later.
 *
 * @param files - The Nix files of a configuration, by path. One that does not parse is read line by line.
 * @param known - Secrets known from elsewhere.
 * @example
 * const redactor = buildRedactor(new Map([['a.nix', '{ x.password = "tr0ub4dor"; }']]), { privateAddresses: false });
 * redactor.redact('login with tr0ub4dor failed') // 'login with <redacted:password> failed'
 */
export function buildRedactor(
  files: ReadonlyMap<string, string>,
  options: RedactorOptions,
  known: readonly KnownSecret[] = [],
): Redactor {
  const parsed = new Map([...files].map(([file, text]) => [text, parseIfNix(file, text)] as const));
  const learned = [...parsed].flatMap(([text, tree]) => learn(text, tree));
  const numbers = options.privateAddresses ? numberAddresses(files) : undefined;
  return new Rules(new KnownSecrets([...learned, ...known]), parsed, numbers);
}

/** What a file of a configuration tells of secrets. Only for looking them up elsewhere; never shown. */
function learn(text: string, tree: NixTree | undefined): readonly KnownSecret[] {
  const found = tree === undefined ? findPlain(text) : new NixPlaces(tree).find(findPlain);
  const seen = withoutPlaceholders(text, found).map(({ kind, start, end }) => ({
    kind,
    value: text.slice(start, end),
  }));
  return tree === undefined ? seen : [...seen, ...findNixSecrets(tree)];
}

function findPlain(text: string): FoundSecret[] {
  return findFolded(text, findSpelled);
}

function findSpelled(text: string): FoundSecret[] {
  return [...findPatterns(text), ...findNamedValues(text)];
}

// Longer text is no file that somebody wrote; it is looked at line by line.
const MAX_NIX = 2 * 1024 * 1024;

function parseIfNix(file: string, text: string): NixTree | undefined {
  if (text.length > MAX_NIX) return undefined;
  const parsed = parseNix(text, file);
  return parsed.ok ? parsed.value : undefined;
}

type Numbers = Map<string, number>;

/** Numbers in the order of the files, so that the same address has one number in everything that is redacted. */
function numberAddresses(files: ReadonlyMap<string, string>): Numbers {
  const numbers: Numbers = new Map();
  for (const text of files.values()) {
    for (const { start, end } of mergeFound(findPrivateAddresses(text)))
      numberOf(numbers, text.slice(start, end));
  }
  return numbers;
}

function numberOf(numbers: Numbers, address: string): number {
  const number = numbers.get(address) ?? numbers.size + 1;
  numbers.set(address, number);
  return number;
}

class Rules implements Redactor {
  readonly #known: KnownSecrets;
  /** Files that were parsed already, by their text. */
  readonly #parsed: ReadonlyMap<string, NixTree | undefined>;
  readonly #addresses: Numbers | undefined;

  constructor(
    known: KnownSecrets,
    parsed: ReadonlyMap<string, NixTree | undefined>,
    addresses: Numbers | undefined,
  ) {
    this.#known = known;
    this.#parsed = parsed;
    this.#addresses = addresses;
  }

  /** Until nothing more is found: once a secret is gone, a name that says secret may stand beside another value. */
  redact(text: string): string {
    let redacted = text;
    for (let pass = 0; pass < MOST_PASSES; pass += 1) {
      const next = this.#redactOnce(redacted);
      if (next === redacted) break;
      redacted = next;
    }
    return redacted;
  }

  #redactOnce(text: string): string {
    const { found, places } = this.#look(text);
    if (found.length === 0) return text;
    const show = (secret: FoundSecret): string => this.#show(text, secret);
    return places === undefined ? replaceFound(text, found, show) : places.replace(found, show);
  }

  find(text: string): readonly FoundSecret[] {
    return this.#look(text).found.map(({ kind, start, end }) => ({ kind, start, end }));
  }

  #look(text: string): { readonly found: readonly FoundSecret[]; readonly places?: NixPlaces } {
    const plain = this.#plain(text);
    if (plain.length === 0 && !mentionsSecret(foldText(text)?.text ?? text)) return { found: [] };
    const tree = this.#parsed.get(text) ?? (mayBeNix(text) ? parseIfNix('', text) : undefined);
    if (tree === undefined) return { found: withoutPlaceholders(text, mergeFound(plain)) };
    const places = new NixPlaces(tree);
    // A line of a log that is Nix by accident.
    if (!places.isProgram && !text.trim().includes('\n'))
      return { found: withoutPlaceholders(text, mergeFound(plain)) };
    const placed = [...places.find((part) => this.#plain(part), plain), ...findNixSecrets(tree)];
    const found = places.isProgram ? placed : [...placed, ...outside(plain, placed)];
    return { found: withoutPlaceholders(text, mergeFound(found)), places };
  }

  #plain(text: string): FoundSecret[] {
    const addresses = this.#addresses === undefined ? [] : findPrivateAddresses(text);
    return [...findPlain(text), ...findFolded(text, (part) => this.#known.find(part)), ...addresses];
  }

  #show(text: string, { kind, start, end }: FoundSecret): string {
    if (kind !== 'private-address' || this.#addresses === undefined) return placeholder(kind);
    return `<private-address-${numberOf(this.#addresses, text.slice(start, end))}>`;
  }
}

/** Those that none of the others is about. */
function outside(found: readonly FoundSecret[], others: readonly FoundSecret[]): readonly FoundSecret[] {
  return found.filter(({ start, end }) => !others.some((other) => other.start < end && start < other.end));
}

/** A bound for text made to need many; two are the most that was ever met. */
const MOST_PASSES = 5;

/** Where quotes and braces are missing there is nothing that a replacement could break. */
function mayBeNix(text: string): boolean {
  return /[{["'=]/u.test(text);
}
