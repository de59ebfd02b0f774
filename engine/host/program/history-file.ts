import { closeSync, constants, fchmodSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { whoElseDecides } from '../tree/who-decides.ts';

/** Most lines that are kept. */
const MOST = 1000;

/** Lines that a person typed at earlier times and now, newest first. */
export interface LineHistory {
  readonly lines: readonly string[];
  /** Keeps a line, on disk where that can be. One that repeats the line before it is not kept again. */
  add(line: string): void;
}

/**
 * The history of the prompt: `$XDG_STATE_HOME/nixos-ai/history`, else `~/.local/state/nixos-ai/history`, for its owner
 * alone. Where it cannot be read or written, or where root would do so in the home of somebody else, lines are known for as
 * long as the program runs.
 *
 * @example
 * const history = openLineHistory(process.env);
 * history.add('install htop');
 */
export function openLineHistory(env: Readonly<Record<string, string | undefined>>): LineHistory {
  const named = historyFile(env);
  const file = named === undefined || whoElseDecides(named) !== undefined ? undefined : named;
  const lines = file === undefined ? [] : readLines(file);
  return {
    lines,
    add: (line) => {
      const plain = line.replaceAll(/\p{Cc}+/gu, ' ').trim();
      if (plain === '' || plain === lines[0]) return;
      lines.unshift(plain);
      lines.length = Math.min(lines.length, MOST);
      if (file !== undefined) appendLine(file, plain);
    },
  };
}

function historyFile(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const { XDG_STATE_HOME: state = '', HOME: home = '' } = env;
  if (isAbsolute(state)) return join(state, 'nixos-ai/history');
  return isAbsolute(home) ? join(home, '.local/state/nixos-ai/history') : undefined;
}

/** Newest first. A file that has grown to twice its size is cut. */
function readLines(file: string): string[] {
  try {
    const all = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
    const kept = all.slice(-MOST);
    if (all.length > 2 * MOST) write(file, constants.O_TRUNC, `${kept.join('\n')}\n`);
    return kept.reverse();
  } catch {
    return [];
  }
}

function appendLine(file: string, line: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    write(file, constants.O_APPEND, `${line}\n`);
  } catch {
    // A history that cannot be kept keeps nobody from working.
  }
}

/** Never through a symbolic link: the prompt may run as root with the home of somebody else. */
function write(file: string, how: number, text: string): void {
  const { O_WRONLY, O_CREAT, O_NOFOLLOW } = constants;
  const descriptor = openSync(file, O_WRONLY | O_CREAT | O_NOFOLLOW | how, 0o600);
  try {
    fchmodSync(descriptor, 0o600);
    writeSync(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
}
