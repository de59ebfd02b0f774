import type { HelpStyle } from '../../report/help/command.ts';
import type { Layout } from '../../report/text/lay-out.ts';
import { terminalPaint } from './paint.ts';
import { isPlain } from './plain.ts';

/** Text is read worse in longer lines. */
const WIDEST = 100;

/** How text for reading is laid out on standard output: at most 100 columns, 80 where it is no terminal. */
export function readingStyle(): HelpStyle {
  const { columns } = process.stdout;
  return { width: Math.min(known(columns) ?? 80, WIDEST), paint: terminalPaint(process.stdout) };
}

/** How what is said on a stream is laid out: to the width of a terminal; as it is in a pipe. */
export function layoutOf(stream: NodeJS.WriteStream): Layout {
  return { columns: stream.isTTY ? known(stream.columns) : undefined, plain: isPlain() };
}

/** A terminal that nobody gave a size, such as the one that Nix gives to a build, says that it has none. */
function known(columns: number | undefined): number | undefined {
  return columns === undefined || columns < NARROWEST ? undefined : columns;
}

const NARROWEST = 20;
