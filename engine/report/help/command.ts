import type { Paint } from '../text/paint.ts';
import { fold, renderColumns } from './columns.ts';
import {
  BIN,
  defaultOf,
  spellArguments,
  spellFlag,
  visibleFlags,
  type CommandFacts,
  type FlagFacts,
} from './facts.ts';

/** How wide the text may get, and how it stands out. */
export interface HelpStyle {
  readonly width: number;
  readonly paint: Paint;
}

/** What a command is for, how it is typed, and what each word of it means. Examples come first: most people copy one. */
export function renderCommandHelp(command: CommandFacts, { width, paint }: HelpStyle): string {
  const parts: readonly (readonly [string, string])[] = [
    ['Examples', command.examples.map((line) => `  ${paint.cyan(line)}`).join('\n')],
    ['Usage', indent(usageOf(command), width)],
    ['Arguments', columns(argumentRows(command), width, paint)],
    ['Flags', columns(flagRows(command), width, paint)],
    ['More', indent(command.description ?? '', width)],
  ];
  return [
    fold(command.summary ?? '', width).join('\n'),
    ...parts.filter(([, text]) => text !== '').map(([title, text]) => `${paint.bold(title)}\n${text}`),
  ].join('\n\n');
}

/** `nixos-ai run RUNBOOK [flags]`. */
export function usageOf(command: CommandFacts): string {
  const flags = visibleFlags(command.flags).length > 0 ? ['[flags]'] : [];
  return [BIN, command.name, ...spellArguments(command), ...flags].join(' ');
}

/** What each argument means. */
export function argumentRows({ args }: CommandFacts): readonly (readonly [string, string])[] {
  return Object.entries(args).map(([name, { description }]) => [name.toUpperCase(), description ?? '']);
}

/** What each flag means, its values and its default with it. */
export function flagRows({ flags }: CommandFacts): readonly (readonly [string, string])[] {
  return visibleFlags(flags).map(([name, flag]) => [
    `${flag.char === undefined ? '    ' : `-${flag.char}, `}${spellFlag(name, flag)}`,
    meaningOf(flag),
  ]);
}

function meaningOf(flag: FlagFacts): string {
  const value = defaultOf(flag);
  return [
    flag.description ?? '',
    ...(flag.options === undefined ? [] : [`One of ${flag.options.join(', ')}.`]),
    ...(flag.multiple === true ? ['May be repeated.'] : []),
    ...(value === undefined ? [] : [`Default: ${value}.`]),
  ].join(' ');
}

function columns(rows: readonly (readonly [string, string])[], width: number, paint: Paint): string {
  return rows.length === 0 ? '' : renderColumns(rows, width, paint.cyan);
}

function indent(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => fold(line, width - 2))
    .map((line) => `  ${line}`.trimEnd())
    .join('\n');
}
