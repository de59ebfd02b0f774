import { editDistance, nearestWords } from '../../nix/spelling.ts';
import type { CommandFacts } from '../../report/help/facts.ts';
import { isVersion } from '../version.ts';
import { ask, chat } from './declarations/change.ts';
import { COMMANDS } from './table.ts';

/** First words that are commands or topics of this program. */
export const COMMAND_WORDS: readonly string[] = [
  ...new Set(['help', ...COMMANDS.map(({ name }) => name.replace(/ .*$/u, ''))]),
].sort();

/** Flags of some command that take a value as their next argument. */
const VALUED: ReadonlySet<string> = new Set(COMMANDS.flatMap(valuedFlags));

function valuedFlags({ flags }: CommandFacts): readonly string[] {
  return Object.entries(flags)
    .filter(([, { type }]) => type !== 'boolean')
    .flatMap(([name, { char }]) => [`--${name}`, ...(char === undefined ? [] : [`-${char}`])]);
}

/** What other programs call some of what there is here. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  undo: 'rollback',
  revert: 'rollback',
  list: 'history',
  log: 'history',
  logs: 'history',
  diff: 'show',
  switch: 'apply',
  rebuild: 'apply',
  check: 'doctor',
  search: 'options search',
  upgrade: 'run system-upgrade',
  update: 'run system-upgrade',
};

export type Arguments =
  | { readonly kind: 'command'; readonly argv: readonly string[] }
  | {
      readonly kind: 'unknown';
      /** What there is not: a command, or a flag before one. */
      readonly word: string;
      readonly nearest: string | undefined;
    };

/**
 * What a person typed → what oclif runs. `nixos-ai "<sentence>"` means `nixos-ai ask "<sentence>"`: what begins with no
 * command and has more than one word is a sentence. Flags may stand before the command. Nothing at all means `chat` where
 * a person is at a terminal.
 *
 * @example
 * readArguments(['--host', '/tmp/h', 'install docker and enable it'], true)
 * // { kind: 'command', argv: ['ask', 'install docker and enable it', '--host', '/tmp/h'] }
 */
export function readArguments(typed: readonly string[], atTerminal: boolean): Arguments {
  const start = firstWord(typed);
  const first = typed[start];
  if (first === undefined) {
    const chat = atTerminal && typed.every((word, index) => isChatFlag(word) || isChatFlag(typed[index - 1]));
    return { kind: 'command', argv: chat ? ['chat', ...typed] : typed };
  }
  const argv = [...typed.slice(start), ...typed.slice(0, start)];
  const words = argv.filter((word, index) => !word.startsWith('-') && !VALUED.has(argv[index - 1] ?? ''));
  const known = COMMAND_WORDS.includes(first) && !isHelpWanted(words);
  if (known) return { kind: 'command', argv };
  if (words.length > 1 || /\s/u.test(first.trim())) return { kind: 'command', argv: ['ask', ...argv] };
  const flag = typed.slice(0, start).find((word) => word.startsWith('-') && !FLAGS.includes(nameOf(word)));
  if (flag !== undefined)
    return { kind: 'unknown', word: nameOf(flag), nearest: nearestWords(nameOf(flag), FLAGS, 1)[0] };
  return { kind: 'unknown', word: first, nearest: ELSEWHERE[first] ?? nearestCommand(first) };
}

/** Flags that may stand before a sentence. */
const FLAGS = [...flagsOf(ask), '--plain', '--help', '-h', ...VALUED];

/** Every spelling of a command's flags. */
function flagsOf({ flags }: CommandFacts): readonly string[] {
  return Object.entries(flags).flatMap(([name, { char, allowNo }]) => [
    `--${name}`,
    ...(allowNo === true ? [`--no-${name}`] : []),
    ...(char === undefined ? [] : [`-${char}`]),
  ]);
}

function nameOf(flag: string): string {
  return flag.replace(/=.*$/su, '');
}

/** A flag of the prompt; what follows one is its value or another. */
function isChatFlag(word: string | undefined): boolean {
  return word !== undefined && flagsOf(chat).includes(nameOf(word));
}

/** Position of the first argument that is neither a flag nor a flag's value. */
function firstWord(typed: readonly string[]): number {
  let index = 0;
  while (index < typed.length) {
    const word = typed[index] ?? '';
    if (!word.startsWith('-')) return index;
    index += VALUED.has(word) ? 2 : 1;
  }
  return index;
}

/** "help me install docker" is no wish for help on a command. */
function isHelpWanted([first, second = 'help', third]: readonly string[]): boolean {
  return first === 'help' && !COMMAND_WORDS.includes(second) && third !== undefined;
}

/** Takes `--plain` out, which every command hears; what stands behind `--` is no flag. */
export function takePlain(typed: readonly string[]): {
  readonly argv: readonly string[];
  readonly plain: boolean;
} {
  const end = typed.includes('--') ? typed.indexOf('--') : typed.length;
  const argv = typed.filter((word, at) => word !== '--plain' || at > end);
  return { argv, plain: argv.length < typed.length };
}

/** One slip away: a word on its own may as well be the name of a program (docker, and there is doctor). */
function nearestCommand(word: string): string | undefined {
  const [nearest] = nearestWords(word, COMMAND_WORDS, 1);
  return nearest !== undefined && editDistance(word, nearest, 1) === 1 ? nearest : undefined;
}

/** Words that ask for help or the version: they are answered without the command framework being loaded. */
export function asksForHelp(argv: readonly string[]): boolean {
  const [first, ...rest] = argv;
  const given = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : undefined);
  return (
    first === undefined ||
    first === 'help' ||
    given.includes('--help') ||
    given.includes('-h') ||
    (rest.length === 0 && isVersion(first))
  );
}
