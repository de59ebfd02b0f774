import type { HelpStyle } from './command.ts';
import { fold, renderColumns } from './columns.ts';
import { BIN, type CommandFacts, type ProgramFacts } from './facts.ts';

/** Where to begin; each is tried by a test. */
const FIRST: readonly (readonly [string, string])[] = [
  [`${BIN} "install docker and enable it"`, 'plan it, ask, apply it, verify it; undone if a check fails'],
  [`${BIN} plan "open port 8080"`, 'only show what would change'],
  [`${BIN} run add-user -p user=alice`, 'a runbook of the library'],
  [`${BIN} status`, 'what is running, what boots next, what failed'],
  [`${BIN} rollback`, 'undo the last change'],
];

/** What to type next. */
const LAST: readonly (readonly [string, string])[] = [
  [`${BIN} COMMAND --help`, 'help for one command'],
  ['--plain', 'for any command: words instead of colours, symbols and moving lines'],
  [`${BIN} explain CODE`, 'what an error code or exit code means'],
];

/** What a person looks for, and the commands and topics for it. What is in none is shown as `More`. */
const GROUPS: readonly (readonly [string, readonly string[]])[] = [
  ['Change the host', ['ask', 'plan', 'run', 'approve', 'resume', 'rollback', 'chat', 'edit']],
  ['Inspect the host and its history', ['status', 'watch', 'history', 'show', 'events', 'audit', 'doctor']],
  ['Find names', ['options', 'packages', 'runbook', 'explain']],
  ['Set up', ['providers', 'policy', 'config', 'daemon', 'sandbox', 'completion']],
];

/** `nixos-ai --help`: how to begin, then every command and topic in a line. */
export function renderProgramHelp(program: ProgramFacts, style: HelpStyle): string {
  const { paint, width } = style;
  const entries = entriesOf(program);
  const grouped = new Set(GROUPS.flatMap(([, names]) => names));
  const groups = [...GROUPS, ['More', [...entries.keys()].filter((name) => !grouped.has(name))] as const].map(
    ([title, names]) => [title, names.filter((name) => entries.has(name))] as const,
  );
  return [
    fold('Turn a sentence into a checked, verified and reversible change of a NixOS host.', width).join('\n'),
    firstLines(style),
    ...groups
      .filter(([, names]) => names.length > 0)
      .map(([title, names]) => {
        const rows = names.map((name) => [name, entries.get(name) ?? ''] as const);
        return `${paint.bold(title)}\n${renderColumns(rows, width, paint.cyan)}`;
      }),
    renderColumns(LAST, width, paint.cyan),
  ].join('\n\n');
}

/** `nixos-ai audit --help`: the commands below a word. */
export function renderTopicHelp(topic: string, program: ProgramFacts, { width, paint }: HelpStyle): string {
  const rows = below(topic, program.commands).map(
    ({ name, summary }) => [`${BIN} ${name}`, summary ?? ''] as const,
  );
  return `${program.topics[topic] ?? ''}\n\n${renderColumns(rows, width, paint.cyan)}`;
}

/** A line for every command that stands alone and every topic; of a word that is both, the topic's. */
function entriesOf({ commands, topics }: ProgramFacts): ReadonlyMap<string, string> {
  const alone = commands.filter(({ name }) => !name.includes(' '));
  return new Map([
    ...alone.map(({ name, summary }) => [name, summary ?? ''] as const),
    ...Object.entries(topics).filter(([topic]) => below(topic, commands).length > 0),
  ]);
}

function below(topic: string, commands: readonly CommandFacts[]): readonly CommandFacts[] {
  return commands.filter(({ name }) => name.startsWith(`${topic} `));
}

/** Beside each other where there is room. */
function firstLines({ width, paint }: HelpStyle): string {
  const edge = Math.max(...FIRST.map(([line]) => line.length)) + 4;
  const wide = FIRST.every(([, meaning]) => edge + meaning.length <= width);
  return FIRST.map(([line, meaning]) =>
    wide
      ? `  ${paint.cyan(line)}${' '.repeat(edge - line.length - 2)}${paint.dim(meaning)}`
      : [`  ${paint.cyan(line)}`, ...fold(meaning, width - 6).map((part) => `      ${paint.dim(part)}`)].join(
          '\n',
        ),
  ).join('\n');
}
