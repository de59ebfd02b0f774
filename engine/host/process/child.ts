import { spawn, type ChildProcess } from 'node:child_process';
import type { Command } from '../../model/command.ts';
import type { ExecOptions } from '../../model/host/exec.ts';
import { systemClock } from '../clock.ts';

/** How a process ended. Both undefined: it was given up on. */
export interface ChildEnd {
  readonly exitCode: number | undefined;
  /** Why it never ran. */
  readonly spawnError: string | undefined;
  /** Whether something else holds its output, now. */
  readonly isOutputHeld: () => boolean;
  /** Lets go of its pipes, which ends what still prints to them. */
  readonly close: () => void;
}

/** What a program printed is in its pipes when it ends; more comes only from what it left behind. */
const DRAIN_MS = 500;

/**
 * Starts a command in a process group of its own; its environment has `mark` in it, by which what it starts is known
 * whatever group or session that moves to.
 */
export function startChild(command: Command, options: ExecOptions, mark: string): ChildProcess | string {
  const [file, ...args] = command.argv;
  const inherited = options.onlyOwnEnvironment === true ? {} : process.env;
  try {
    return spawn(file, args, {
      detached: true,
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      env: { ...inherited, ...command.env, [MARK]: mark },
      ...(command.cwd === undefined ? {} : { cwd: command.cwd }),
      ...options.owner,
    });
  } catch (error) {
    return codeOf(error);
  }
}

/** The variable that a mark is in. */
export const MARK = 'NIXOS_AI_COMMAND';

/**
 * Waits for the end of a program, not of its pipes, which a daemon that it started may hold for ever. What is in them is
 * read; what comes later is not.
 *
 * @param givenUp - Ends the wait for a program that nothing ends.
 */
export async function awaitEnd(child: ChildProcess, givenUp?: Promise<void>): Promise<ChildEnd> {
  let isClosed = false;
  const closed = new Promise<'closed'>((settle) => {
    child.once('close', () => {
      isClosed = true;
      settle('closed');
    });
  });
  const end = await (givenUp === undefined ? ended(child) : Promise.race([ended(child), givenUp]));
  if (end?.spawnError !== undefined) isClosed = true;
  else await drain(closed);
  for (const pipe of [child.stdout, child.stderr]) pipe?.removeAllListeners('data').resume();
  return {
    exitCode: end?.exitCode,
    spawnError: end?.spawnError,
    isOutputHeld: () => !isClosed,
    close: () => {
      for (const pipe of [child.stdin, child.stdout, child.stderr]) pipe?.destroy();
      if (end === undefined) child.unref();
    },
  };
}

async function ended(child: ChildProcess): Promise<Pick<ChildEnd, 'exitCode' | 'spawnError'>> {
  return new Promise((settle) => {
    child.once('error', (error) => settle({ exitCode: undefined, spawnError: codeOf(error) }));
    child.once('exit', (code) => settle({ exitCode: code ?? undefined, spawnError: undefined }));
  });
}

async function drain(closed: Promise<'closed'>): Promise<void> {
  const stop = new AbortController();
  const waited = systemClock.sleep(DRAIN_MS, stop.signal).then(lastTurn);
  await Promise.race([closed, waited]);
  stop.abort();
}

/** On a busy machine the timer may be due before what is in the pipes was looked at. */
async function lastTurn(): Promise<void> {
  return new Promise((settle) => setImmediate(() => setImmediate(settle)));
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
