import { EXIT_CODES } from '../../model/outcome.ts';
import { ENDINGS } from '../explain/endings.ts';
import { argumentRows, flagRows, usageOf } from './command.ts';
import { BIN, type CommandFacts, type ProgramFacts } from './facts.ts';

/** What the program hears of its surroundings. */
const ENVIRONMENT: readonly (readonly [string, string])[] = [
  ['NIXOS_AI_HOST', 'Directory of the host if --host is not given. Without both: this NixOS computer.'],
  ['NIXOS_AI_PLAIN', 'If not empty, the same as --plain for every command.'],
  ['NO_COLOR, FORCE_COLOR, TERM', 'Whether text is coloured.'],
  ['ANTHROPIC_API_KEY, OPENAI_API_KEY', 'Keys of language models, if no credential file is set.'],
];

const FILES: readonly (readonly [string, string])[] = [
  ['/etc/nixos-ai/config.yaml', 'Settings of the host.'],
  ['/etc/nixos-ai/policy.yaml', 'What is allowed, and who has to approve it.'],
  ['/etc/nixos-ai/service.yaml', 'Schedules, triggers and notifications.'],
  ['/etc/nixos-ai/runbooks/', 'Runbooks of the host by name.'],
  ['/var/lib/nixos-ai/', 'Journal, snapshots and caches.'],
];

/** The manual page nixos-ai(1) in man(7), made from what the commands say of themselves. */
export function renderManual({ commands }: ProgramFacts, version: string): string {
  return [
    `.TH NIXOS-AI 1 "" "${BIN} ${version}" "User Commands"`,
    '.SH NAME',
    `${BIN} \\- turn a sentence into a checked, verified and reversible change of a NixOS host`,
    '.SH SYNOPSIS',
    `.B ${BIN}`,
    '.RI \\(dq SENTENCE \\(dq',
    '.br',
    `.B ${BIN}`,
    '.IR COMMAND " [" ARGUMENT "]... [" FLAG ]...',
    '.SH DESCRIPTION',
    'Anything with more than one word that does not start with a command is a request: it is planned, shown, applied after approval,',
    'verified, and rolled back if a check fails.',
    '.SH COMMANDS',
    ...commands.flatMap(commandSection),
    '.SH EXIT STATUS',
    ...endingRows().flatMap(tagged),
    '.SH ENVIRONMENT',
    ...ENVIRONMENT.flatMap(tagged),
    '.SH FILES',
    ...FILES.flatMap(tagged),
    '',
  ].join('\n');
}

function commandSection(command: CommandFacts): readonly string[] {
  return [
    `.SS ${quoted(command.name)}`,
    text(command.summary ?? ''),
    ...(command.description === undefined ? [] : ['.PP', text(command.description)]),
    '.PP',
    `.B ${text(usageOf(command))}`,
    ...[...argumentRows(command), ...flagRows(command)]
      .map(([name, meaning]) => [name.trim(), meaning] as const)
      .flatMap(tagged),
    ...(command.examples.length === 0 ? [] : ['.PP', 'Examples:', '.PP', '.nf', '.RS']),
    ...command.examples.map(text),
    ...(command.examples.length === 0 ? [] : ['.RE', '.fi']),
  ];
}

/** Every exit code with the ways to end that have it. */
function endingRows(): readonly (readonly [string, string])[] {
  return Object.entries(EXIT_CODES)
    .sort(([, a], [, b]) => a - b)
    .map(([ending, code]) => [`${code} ${ending}`, ENDINGS[ending as keyof typeof EXIT_CODES]]);
}

function tagged([name, meaning]: readonly [string, string]): readonly string[] {
  return ['.TP', `.B ${text(name)}`, text(meaning)];
}

function quoted(name: string): string {
  return `"${text(name)}"`;
}

/** Text as it is printed: no line of it is a request, no character an escape. */
function text(words: string): string {
  return words
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) =>
      line
        .replaceAll('\\', String.raw`\e`)
        .replaceAll('-', String.raw`\-`)
        .replaceAll('"', String.raw`\(dq`)
        .replaceAll('…', '...')
        .replace(/^(?=[.'])/u, String.raw`\&`),
    )
    .join('\n');
}
