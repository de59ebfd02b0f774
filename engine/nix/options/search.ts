import type { OptionDeclaration, PackageDeclaration } from '../../model/options/option.ts';
import { partsOf, PLACEHOLDERS } from './trie.ts';

// Words of the question, not of what is looked for.
const STOP_WORDS: ReadonlySet<string> = new Set(
  'search find show list look which what option options setting settings for the an of to that turns turn on off about do does is are me all'.split(
    ' ',
  ),
);

/**
 * The words of a search, in small letters, without those of the question around them; all of them where nothing else
 * is left.
 *
 * @example
 * searchWords('which option turns on bluetooth?')   // ['bluetooth']
 */
export function searchWords(query: string): readonly string[] {
  const words = wordsOf(query).filter((word) => word.length > 1 || /\d/u.test(word));
  const telling = words.filter((word) => !STOP_WORDS.has(word));
  return [...new Set(telling.length > 0 ? telling : words)];
}

/**
 * The words that a name is found by: its components, and the words that capitals mark inside of them.
 *
 * @example
 * nameWords('services.nginx.virtualHosts.<name>.root')   // 'services nginx virtualhosts virtual hosts root'
 */
export function nameWords(name: string): string {
  const parts = partsOf(name).filter((part) => !PLACEHOLDERS.some((placeholder) => placeholder === part));
  return parts.flatMap((part) => [...new Set([...wordsOf(part), ...humps(part)])]).join(' ');
}

/** Something found by its words, with the order that the words alone give: the lower, the better. */
export interface Found<T> {
  readonly item: T;
  readonly rank: number;
}

/**
 * Options that a search found, best first: the very name, then what the words end with (a switch before the rest), then
 * more words in the name than in the description.
 *
 * @example
 * rankOptions(found, 'bluetooth', 5)[0]?.name   // 'hardware.bluetooth.enable'
 */
export function rankOptions(
  found: readonly Found<OptionDeclaration>[],
  query: string,
  limit: number,
): readonly OptionDeclaration[] {
  return best(found, limit, scoreOption(searchWords(query), query.trim().toLowerCase()));
}

/** Packages that a search found, best first: the very name, then words of the name, then of the description. */
export function rankPackages(
  found: readonly Found<PackageDeclaration>[],
  query: string,
  limit: number,
): readonly PackageDeclaration[] {
  return best(found, limit, scorePackage(searchWords(query), query.trim().toLowerCase()));
}

function best<T>(found: readonly Found<T>[], limit: number, score: (item: T) => number): readonly T[] {
  return found
    .map(({ item, rank }) => ({ item, rank, score: score(item) }))
    .sort((a, b) => b.score - a.score || a.rank - b.rank)
    .slice(0, limit)
    .map(({ item }) => item);
}

const VERY_NAME = 1_000;
const ENDS_SO = 200;

function scoreOption(words: readonly string[], query: string): (option: OptionDeclaration) => number {
  const subject = singular(words.filter((word) => word !== 'enable').join(''));
  return ({ name }) => {
    const lower = name.toLowerCase();
    if (lower === query) return VERY_NAME;
    const parts = partsOf(lower);
    const isSwitch = parts.at(-1) === 'enable';
    const own = isSwitch ? parts.slice(0, -1) : parts;
    const ends = own.some((_, at) => singular(own.slice(at).join('')) === subject) ? ENDS_SO : 0;
    const humped = new Set(nameWords(name).split(' '));
    const points = words.reduce((sum, word) => sum + pointsOf(word, parts, humped, lower), 0);
    return ends + points + (isSwitch ? 3 : 0) - parts.length * 0.5 - lower.length * 0.01;
  };
}

function scorePackage(words: readonly string[], query: string): (entry: PackageDeclaration) => number {
  return ({ attr, name }) => {
    const lower = attr.toLowerCase();
    if (lower === query) return VERY_NAME;
    const own = name.toLowerCase() === query ? ENDS_SO : 0;
    const parts = wordsOf(attr);
    const humped = new Set([...parts, ...humps(attr)]);
    return (
      own + words.reduce((sum, word) => sum + pointsOf(word, parts, humped, lower), 0) - lower.length * 0.01
    );
  };
}

/** A whole component tells more than a word in one, and that more than a part of a word; one or many counts little. */
function pointsOf(word: string, parts: readonly string[], humped: ReadonlySet<string>, name: string): number {
  if (parts.includes(word)) return 10;
  const one = singular(word);
  if (parts.some((part) => singular(part) === one)) return 9;
  if (humped.has(word)) return 7;
  if ([...humped].some((hump) => singular(hump) === one)) return 6.5;
  if (name.includes(word)) return 5;
  return name.includes(one) ? 4 : 1;
}

/** Enough to see that `ports` is in `openPort`; the full-text search has the whole of stemming. */
function singular(word: string): string {
  return word.length > 3 && word.endsWith('s') ? word.slice(0, -1) : word;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** `allowedTCPPorts` → allowed, tcp, ports; nothing for what is one word. */
function humps(part: string): string[] {
  const words = part.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{N}]+/gu) ?? [];
  return words.length > 1 ? words.map((word) => word.toLowerCase()) : [];
}
