import type { HelpStyle } from '../report/help/command.ts';
import { terminalPaint } from './paint.ts';

/** Text is read worse in longer lines. */
const WIDEST = 100;

/** How text for reading is laid out on standard output: at most 100 columns, 80 where it is no terminal. */
export function readingStyle(): HelpStyle {
  return { width: Math.min(process.stdout.columns ?? 80, WIDEST), paint: terminalPaint(process.stdout) };
}
