import type { HelpStyle } from '../report/help/command.ts';
import type { Layout } from '../report/lay-out.ts';
import { terminalPaint } from './paint.ts';
import { isPlain } from './plain.ts';

/** Text is read worse in longer lines. */
const WIDEST = 100;

/** How text for reading is laid out on standard output: at most 100 columns, 80 where it is no terminal. */
export function readingStyle(): HelpStyle {
  return { width: Math.min(process.stdout.columns ?? 80, WIDEST), paint: terminalPaint(process.stdout) };
}

/** How what is said on a stream is laid out: to the width of a terminal; as it is in a pipe. */
export function layoutOf(stream: NodeJS.WriteStream): Layout {
  return { columns: stream.isTTY ? stream.columns : undefined, plain: isPlain() };
}
