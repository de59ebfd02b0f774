import { nearestWords } from '../../nix/spelling.ts';

/** What Tab offers behind a command. */
export type ArgumentKind = 'command' | 'option' | 'package' | 'provider' | 'run' | 'runbook';

/** Commands of the prompt, in the order of its help. */
export const COLON_COMMANDS = [
  { name: 'help', argument: '', offers: 'command', summary: 'this list' },
  { name: 'plan', argument: '', summary: 'show the last plan again' },
  { name: 'why', argument: '', summary: 'why it looks like that, and how to undo it' },
  { name: 'apply', argument: '', summary: 'apply exactly the plan that was shown' },
  {
    name: 'undo',
    argument: '[RUN]',
    offers: 'run',
    summary: 'undo a run, by default the last one',
  },
  { name: 'rollback', argument: '[RUN]', offers: 'run', summary: 'the same' },
  { name: 'run', argument: 'NAME [KEY=VALUE]…', offers: 'runbook', summary: 'plan a runbook' },
  { name: 'status', argument: '', summary: 'the host at a glance' },
  { name: 'history', argument: '', summary: 'the runs of the host' },
  { name: 'show', argument: '[RUN]', offers: 'run', summary: 'one run in full' },
  { name: 'options', argument: 'WORDS', offers: 'option', summary: 'search options; a full name shows one' },
  { name: 'packages', argument: 'WORDS', offers: 'package', summary: 'search packages' },
  { name: 'provider', argument: '[NAME]', offers: 'provider', summary: 'choose the planner' },
  { name: 'model', argument: '[NAME]', summary: 'choose its model' },
  { name: 'prompt', argument: '[SENTENCE]', summary: 'show what a model would be sent, without sending it' },
  { name: 'quit', argument: '', summary: 'leave (Ctrl-D)' },
] as const satisfies readonly { name: string; argument: string; offers?: ArgumentKind; summary: string }[];

export type ColonName = (typeof COLON_COMMANDS)[number]['name'];

export type Colon =
  | { readonly kind: 'command'; readonly name: ColonName; readonly words: readonly string[] }
  | { readonly kind: 'unknown'; readonly word: string; readonly nearest: string | undefined };

/**
 * A line that begins with a colon → the command it names. The beginning of one name alone will do.
 *
 * @example
 * parseColon(':show 20261122') // { kind: 'command', name: 'show', words: ['20261122'] }
 */
export function parseColon(line: string): Colon {
  const [word = '', ...words] = line
    .replace(/^\s*:\s*/u, '')
    .trim()
    .split(/\s+/u);
  const names = COLON_COMMANDS.map(({ name }) => name);
  const exact = ALIASES[word] ?? names.find((name) => name === word);
  const begun = names.filter((name) => word !== '' && name.startsWith(word));
  const name = exact ?? (begun.length === 1 ? begun[0] : undefined);
  if (name !== undefined) return { kind: 'command', name, words };
  return { kind: 'unknown', word, nearest: nearestWords(word, names, 1)[0] };
}

const ALIASES: Readonly<Record<string, ColonName | undefined>> = {
  '?': 'help',
  h: 'help',
  q: 'quit',
  exit: 'quit',
};

/** The commands, a line each. */
export function renderColonHelp(): string {
  const rows = COLON_COMMANDS.map(
    ({ name, argument, summary }) => [`:${name} ${argument}`, summary] as const,
  );
  const width = Math.max(...rows.map(([left]) => left.length)) + 1;
  return rows.map(([left, right]) => `  ${left.padEnd(width)} ${right}`).join('\n');
}
