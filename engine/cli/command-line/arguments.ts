import { editDistance, nearestWords } from '../../nix/spelling.ts';
import { visibleFlags, type CommandFacts } from '../../report/help/facts.ts';
import { isVersion } from '../version.ts';
import { chat } from './declarations/change.ts';
import type { CommandEntry } from './program.ts';

/** First words that are commands or topics. */
export function firstWords(commands: readonly CommandFacts[]): readonly string[] {
  return [...new Set(['help', ...commands.map(({ name }) => name.replace(/ .*$/u, ''))])].sort();
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

export type Arguments = { readonly kind: 'command'; readonly argv: readonly string[] } | Unknown;

interface Unknown {
  readonly kind: 'unknown';
  /** What there is not: a command, or a flag before one. */
  readonly word: string;
  readonly nearest: string | undefined;
}

/** What the program was asked for. */
export type AskedCommand =
  | { readonly kind: 'command'; readonly command: CommandEntry; readonly argv: readonly string[] }
  /** Help, or the version: answered without the command framework being loaded. */
  | { readonly kind: 'help'; readonly words: readonly string[] }
  | Unknown;

/** A command line → the row of the table that it means, with what stands behind the command. */
export function readCommandLine(
  typed: readonly string[],
  atTerminal: boolean,
  commands: readonly CommandEntry[],
): AskedCommand {
  const read = readArguments(typed, atTerminal, commands);
  if (read.kind === 'unknown') return read;
  const found = asksForHelp(read.argv) ? undefined : findCommand(read.argv, commands);
  return found === undefined ? { kind: 'help', words: read.argv } : { kind: 'command', ...found };
}

/**
 * What a person typed → the command it means, and what stands behind that. `nixos-ai "<sentence>"` means `nixos-ai ask
 * "<sentence>"`: what begins with no command and has more than one word is a sentence. Flags may stand before the command.
 * Nothing at all means `chat` where a person is at a terminal.
 *
 * @example
 * readArguments(['--host', '/tmp/h', 'install docker and enable it'], true, COMMANDS)
 * // { kind: 'command', argv: ['ask', 'install docker and enable it', '--host', '/tmp/h'] }
 */
export function readArguments(
  typed: readonly string[],
  atTerminal: boolean,
  commands: readonly CommandFacts[],
): Arguments {
  const valued = valuedFlags(commands);
  const start = firstWord(typed, valued);
  const first = typed[start];
  if (first === undefined) {
    const isPrompt = atTerminal && typed.every((word, at) => isChatFlag(word) || isChatFlag(typed[at - 1]));
    return { kind: 'command', argv: isPrompt ? ['chat', ...typed] : typed };
  }
  const argv = [...typed.slice(start), ...typed.slice(0, start)];
  const words = argv.filter((word, at) => !word.startsWith('-') && !valued.has(argv[at - 1] ?? ''));
  const known = firstWords(commands);
  if (known.includes(first) && !isHelpWanted(words, known)) return { kind: 'command', argv };
  if (words.length > 1 || /\s/u.test(first.trim())) return { kind: 'command', argv: ['ask', ...argv] };
  return unknownFlag(typed.slice(0, start), commands) ?? unknownCommand(first, known);
}

/** Spellings of the flags of some command that take a value as their next argument. */
function valuedFlags(commands: readonly CommandFacts[]): ReadonlySet<string> {
  const valued = new Set<string>();
  for (const { flags } of commands) {
    for (const [name, { type, char }] of Object.entries(flags)) {
      if (type === 'boolean') continue;
      valued.add(`--${name}`);
      if (char !== undefined) valued.add(`-${char}`);
    }
  }
  return valued;
}

/** Every spelling of a command's flags that people are told of. */
function spellings({ flags }: CommandFacts): readonly string[] {
  return visibleFlags(flags).flatMap(([name, { char, allowNo }]) => [
    `--${name}`,
    ...(allowNo === true ? [`--no-${name}`] : []),
    ...(char === undefined ? [] : [`-${char}`]),
  ]);
}

/** A flag before the command, of none that there is. */
function unknownFlag(before: readonly string[], commands: readonly CommandFacts[]): Arguments | undefined {
  const known = ['--plain', '--help', '-h', ...commands.flatMap(spellings)];
  const flag = before.map(nameOf).find((word) => word.startsWith('-') && !known.includes(word));
  if (flag === undefined) return undefined;
  return { kind: 'unknown', word: flag, nearest: nearestWords(flag, new Set(known), 1)[0] };
}

/** One slip away: a word on its own may as well be the name of a program (docker, and there is doctor). */
function unknownCommand(word: string, known: readonly string[]): Arguments {
  const [nearest] = nearestWords(word, known, 1);
  const slip = nearest !== undefined && editDistance(word, nearest, 1) === 1 ? nearest : undefined;
  return { kind: 'unknown', word, nearest: ELSEWHERE[word] ?? slip };
}

function nameOf(flag: string): string {
  return flag.replace(/=.*$/su, '');
}

/** A flag of the prompt; what follows one is its value or another. */
function isChatFlag(word: string | undefined): boolean {
  return word !== undefined && spellings(chat).includes(nameOf(word));
}

/** Position of the first argument that is neither a flag nor a flag's value. */
function firstWord(typed: readonly string[], valued: ReadonlySet<string>): number {
  let index = 0;
  while (index < typed.length) {
    const word = typed[index] ?? '';
    if (!word.startsWith('-')) return index;
    index += valued.has(word) ? 2 : 1;
  }
  return index;
}

/** "help me install docker" is no wish for help on a command. */
function isHelpWanted([first, second = 'help', third]: readonly string[], known: readonly string[]): boolean {
  return first === 'help' && !known.includes(second) && third !== undefined;
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

/** Words that ask for help or the version. */
function asksForHelp(argv: readonly string[]): boolean {
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

/**
 * The command that the first words are, and what stands behind it. Undefined where they name none.
 *
 * @example
 * findCommand(['runbook', 'show', 'x'], commands) // { command: …, argv: ['x'] }
 */
export function findCommand<C extends CommandFacts>(
  words: readonly string[],
  commands: readonly C[],
): { readonly command: C; readonly argv: readonly string[] } | undefined {
  for (const count of [2, 1]) {
    const name = words.slice(0, count).join(' ');
    const command = words.length < count ? undefined : commands.find((one) => one.name === name);
    if (command !== undefined) return { command, argv: words.slice(count) };
  }
  return undefined;
}
