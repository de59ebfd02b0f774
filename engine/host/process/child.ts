import type { ChildProcess } from 'node:child_process';
import { execa } from 'execa';
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

/** A process that was started; `failed` says why it was not, where that shows later. */
export interface Child {
  readonly process: ChildProcess;
  readonly failed: Promise<string>;
}

/**
 * Starts a command in a session of its own; its environment has `mark` in it, by which what it starts is known whatever
 * group or session that moves to. What it prints is left to who reads its pipes.
 */
export function startChild(command: Command, options: ExecOptions, mark: string): Child | string {
  const [file, ...args] = command.argv;
  // As Node says it; execa throws.
  if (command.argv.some((argument) => argument.includes('\0'))) return 'ERR_INVALID_ARG_VALUE';
  const started = execa(file, args, {
    reject: false,
    detached: true,
    cleanup: false,
    buffer: false,
    stdin: options.input === undefined ? 'ignore' : 'pipe',
    stdout: 'pipe',
    stderr: 'pipe',
    env: { ...command.env, [MARK]: mark },
    extendEnv: options.onlyOwnEnvironment !== true,
    ...(command.cwd === undefined ? {} : { cwd: command.cwd }),
    ...options.owner,
  });
  return { process: started.nodeChildProcess, failed: whyNotStarted(started) };
}

/** Never settles for a process that ran. */
async function whyNotStarted(started: PromiseLike<Started>): Promise<string> {
  const { exitCode, signal, code, originalMessage } = await started;
  if (exitCode === undefined && signal === undefined) return code ?? originalMessage ?? 'it did not start';
  return new Promise(() => undefined);
}

/** What of execa's result tells. */
interface Started {
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  readonly code?: string | undefined;
  readonly originalMessage?: string | undefined;
}

/** The variable that a mark is in. */
export const MARK = 'NIXOS_AI_COMMAND';

/**
 * Waits for the end of a program, not of its pipes, which a daemon that it started may hold for ever. What is in them is
 * read; what comes later is not.
 *
 * @param givenUp - Ends the wait for a program that nothing ends.
 * @param failed - Why it could not be started, where that is not an event of the process.
 */
export async function awaitEnd(
  started: ChildProcess,
  { givenUp, failed }: { readonly givenUp?: Promise<void>; readonly failed?: Promise<string> } = {},
): Promise<ChildEnd> {
  let isClosed = false;
  const closed = new Promise<'closed'>((settle) => {
    started.once('close', () => {
      isClosed = true;
      settle('closed');
    });
  });
  const ending = ended(started, failed);
  const end = await (givenUp === undefined ? ending : Promise.race([ending, givenUp]));
  if (end?.spawnError !== undefined) isClosed = true;
  else await drain(closed);
  for (const pipe of [started.stdout, started.stderr]) pipe?.removeAllListeners('data').resume();
  return {
    exitCode: end?.exitCode,
    spawnError: end?.spawnError,
    isOutputHeld: () => !isClosed,
    close: () => {
      for (const pipe of [started.stdin, started.stdout, started.stderr]) pipe?.destroy();
      if (end === undefined) started.unref();
    },
  };
}

async function ended(
  started: ChildProcess,
  failed: Promise<string> | undefined,
): Promise<Pick<ChildEnd, 'exitCode' | 'spawnError'>> {
  return new Promise((settle) => {
    const fail = (spawnError: string): void => settle({ exitCode: undefined, spawnError });
    started.once('error', (error) => fail('code' in error ? String(error.code) : error.message));
    void failed?.then(fail);
    started.once('exit', (code) => settle({ exitCode: code ?? undefined, spawnError: undefined }));
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
