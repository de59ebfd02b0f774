import { closeSync, constants, openSync, readSync } from 'node:fs';
import type { ReadStream } from 'node:tty';

/**
 * Throws away what was typed, or put into the terminal by another program, before a question was asked: it answers another
 * one. Nothing is waited for.
 *
 * @example
 * discardInput(process.stdin);
 */
export function discardInput(terminal: ReadStream): void {
  const raw = terminal.isRaw;
  // In lines, what has no line feed yet could not be read (termios(3), ICANON).
  terminal.setRawMode(true);
  try {
    drain();
  } finally {
    terminal.setRawMode(raw);
  }
}

function drain(): void {
  const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;
  let terminal: number;
  try {
    terminal = openSync('/dev/tty', flags);
  } catch {
    // No controlling terminal: nobody else can type into it either.
    return;
  }
  try {
    const bytes = Buffer.alloc(4096);
    while (readSync(terminal, bytes) > 0);
  } catch {
    // EAGAIN: nothing is left.
  } finally {
    closeSync(terminal);
  }
}
