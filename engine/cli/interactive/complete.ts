import { nodesAt, PLACEHOLDERS, type TrieNode } from '../../nix/options/trie.ts';
import { renderName } from '../../nix/render.ts';
import { assertNever } from '../../model/outcome.ts';
import { COLON_COMMANDS, type ArgumentKind } from './colon.ts';

/** What can be completed: the names of one host. Lists are sorted. */
export interface Names {
  readonly options: TrieNode;
  readonly packages: readonly string[];
  /** Names that `enable` takes: `nginx` of `services.nginx.enable`. */
  readonly switches: readonly string[];
  readonly users: readonly string[];
  readonly runbooks: readonly string[];
  readonly runs: readonly string[];
  readonly providers: readonly string[];
}

/** Most names that are offered at once. */
export const MOST_OFFERED = 60;

/**
 * What may stand at the end of a line, and the part of the line that it stands for, as node:readline wants it.
 *
 * @example
 * completeLine('set services.ngi', names) // [['services.nginx.'], 'services.ngi']
 */
export function completeLine(line: string, names: Names): [string[], string] {
  const word = /\S*$/u.exec(line)?.[0] ?? '';
  const before = line
    .slice(0, line.length - word.length)
    .trim()
    .split(/\s+/u)
    .filter((part) => part !== '');
  const found = line.trimStart().startsWith(':')
    ? afterColon(before, word, names)
    : inSentence(
        before.map((part) => part.toLowerCase()),
        word,
        names,
      );
  const [only, second] = found;
  return [only !== undefined && second === undefined ? [closed(only)] : capped(found, word), word];
}

function afterColon([command, ...rest]: readonly string[], word: string, names: Names): readonly string[] {
  if (command === undefined)
    return beginning(
      COLON_COMMANDS.map(({ name }) => `:${name}`),
      word,
    );
  const known = COLON_COMMANDS.find(({ name }) => `:${name}` === command);
  const offers = known !== undefined && 'offers' in known ? known.offers : undefined;
  return offers === undefined || rest.length > 0 ? [] : argument(offers, word, names);
}

function argument(kind: ArgumentKind, word: string, names: Names): readonly string[] {
  switch (kind) {
    case 'command':
      return beginning(
        COLON_COMMANDS.map(({ name }) => name),
        word,
      );
    case 'option':
      return optionsAt(word, names);
    case 'package':
      return range(names.packages, word);
    case 'provider':
      return beginning(names.providers, word);
    case 'run':
      return beginning(names.runs, word);
    case 'runbook':
      return beginning(names.runbooks, word);
    default:
      return assertNever(kind);
  }
}

const VERBS = 'add, close, create, disable, enable, install, open, remove, set, uninstall'.split(', ');
const PACKAGE_VERBS: ReadonlySet<string> = new Set([
  'install',
  'uninstall',
  'remove',
  'get',
  'add',
  'without',
]);
const SWITCH_VERBS: ReadonlySet<string> = new Set(['enable', 'disable', 'start', 'stop', 'on', 'off', 'use']);
const USER_WORDS: ReadonlySet<string> = new Set(['for', 'user', 'let', 'give', 'from']);
const JOINING = /^(?:and|also|plus|then|the|,)$/u;

function inSentence(before: readonly string[], word: string, names: Names): readonly string[] {
  if (word.includes('.')) return optionsAt(word, names);
  const last = before.at(-1);
  if (last === undefined) return beginning(VERBS, word);
  if (USER_WORDS.has(last)) return beginning(names.users, word);
  // "install vim and hto": the verb still stands, behind the names of its list.
  const verb = before.findLast((part) => PACKAGE_VERBS.has(part) || SWITCH_VERBS.has(part));
  const listed = verb === last || JOINING.test(last) || last.endsWith(',');
  if (verb === undefined || !listed) return word.length < 2 ? [] : optionsAt(word, names);
  return range(PACKAGE_VERBS.has(verb) ? names.packages : names.switches, word);
}

/** The next component of an option's name, as a shell completes the next directory of a path. */
function optionsAt(word: string, names: Names): readonly string[] {
  const parts = word.split('.');
  const begun = parts.pop() ?? '';
  const parents = parts.map((part) => `${part}.`).join('');
  const found = new Map<string, boolean>();
  for (const node of nodesAt(names.options, parts))
    for (const [name, child] of node.children) {
      const deeper = child.children.size > 0 || found.get(name) === true;
      for (const named of PLACEHOLDERS.some((one) => one === name)
        ? declared(parts, names)
        : [renderName(name)])
        if (named.startsWith(begun)) found.set(named, deeper);
    }
  return [...found].map(([name, deeper]) => `${parents}${name}${deeper ? '.' : ''}`).sort();
}

/** Names in the place of `<name>`: of users, the host's own are known. */
function declared(parts: readonly string[], names: Names): readonly string[] {
  return parts.join('.') === 'users.users' ? names.users : [];
}

function beginning(list: readonly string[], word: string): readonly string[] {
  return list.filter((name) => name.startsWith(word));
}

/** Of a sorted list, what begins so. */
function range(list: readonly string[], word: string): readonly string[] {
  return word === '' ? [] : list.slice(placeOf(list, word), placeOf(list, `${word}\uFFFF`));
}

/** Where a word stands, or would, in a sorted list. */
function placeOf(list: readonly string[], word: string): number {
  let low = 0;
  for (let high = list.length; low < high;) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? '') < word) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last one stays, so that what all have in common is not longer than it is. */
function capped(found: readonly string[], word: string): string[] {
  if (found.length <= MOST_OFFERED) return [...found];
  const [first = '', last = ''] = [found[0], found.at(-1)];
  let common = word.length;
  while (common < first.length && first[common] === last[common]) common += 1;
  return common > word.length ? [first.slice(0, common)] : [...found.slice(0, MOST_OFFERED - 1), last];
}

/** A name that is complete is followed by a space. */
function closed(name: string): string {
  return name.endsWith('.') ? name : `${name} `;
}
