import { closeSync, constants, openSync, readSync } from 'node:fs';
import type { ReadStream } from 'node:tty';

/**
 * Throws away what was typed, or put into the terminal by another program, before a question was asked or a prompt stood
 * there: it answers another one. Nothing is waited for. True where there was more than white space.
 *
 * @example
 * discardInput(process.stdin) // false
 */
export function discardInput(terminal: ReadStream): boolean {
  const raw = terminal.isRaw;
  // In lines, what has no line feed yet could not be read (termios(3), ICANON).
  terminal.setRawMode(true);
  try {
    // What was read before and nobody took stands in front of what the terminal holds.
    const taken: unknown = terminal.readableLength > 0 ? terminal.read() : '';
    const read = typeof taken === 'string' || Buffer.isBuffer(taken) ? taken.toString() : '';
    return `${read}${drain()}`.trim() !== '';
  } finally {
    terminal.setRawMode(raw);
  }
}

/** By the controlling terminal, or, where there is none, by what standard input is. */
function drain(): string {
  const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;
  for (const path of ['/dev/tty', '/proc/self/fd/0']) {
    try {
      return readAll(openSync(path, flags));
    } catch {
      // The next one; where neither can be opened nothing can be read ahead.
    }
  }
  return '';
}

function readAll(terminal: number): string {
  const bytes = Buffer.alloc(4096);
  let text = '';
  try {
    for (let count = readSync(terminal, bytes); count > 0; count = readSync(terminal, bytes))
      text += bytes.toString('latin1', 0, count);
  } catch {
    // EAGAIN: nothing is left.
  } finally {
    closeSync(terminal);
  }
  return text;
}
