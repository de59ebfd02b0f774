import type { Exec, ExecOptions } from '../../model/host/exec.ts';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { execa } from 'execa';
import { systemClock } from '../clock.ts';
import { withFaultPoints } from '../fault.ts';
import { traced } from './trace.ts';
import { showCommand, type Command, type CommandResult } from '../../model/command.ts';
import { NixLog } from '../../nix/log/nix-log.ts';

// A tool that prints without end must not take the engine's memory with it.
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
const KILL_AFTER_MS = 5_000;

/**
 * The one place where a command runs. Never throws for what the command does: a non-zero exit, a signal, a program that
 * is not there are all results.
 *
 * Children get a process group of their own: Ctrl-C in a terminal reaches the engine alone, and the engine decides.
 */
export const exec: Exec = async (command, options = {}) =>
  withFaultPoints(`exec:${faultName(command)}`, async () =>
    traced(command, async () => run(command, options)),
  );

async function run(command: Command, options: ExecOptions): Promise<CommandResult> {
  const child = start(command, options);
  const log = command.nix === undefined ? undefined : new NixLog(command.nix, now());
  if (log !== undefined) listen(child.stderr, log, options.onProgress);
  const ended = { timedOut: false, aborted: false };
  const kill = (reason: 'timedOut' | 'aborted') => (): void => {
    ended[reason] = true;
    endGroup(child.pid);
  };
  const onAbort = kill('aborted');
  if (options.signal?.aborted === true) onAbort();
  options.signal?.addEventListener('abort', onAbort, { once: true });
  const timer =
    options.timeout === undefined ? undefined : systemClock.after(options.timeout, kill('timedOut'));
  try {
    const result = await child;
    const spawnError = result.exitCode === undefined && result.signal === undefined ? result.code : undefined;
    return {
      exitCode: result.exitCode,
      stdout: result.stdout,
      ...saidOf(log, result.stderr),
      ...ended,
      ...(spawnError === undefined ? {} : { spawnError }),
    };
  } finally {
    timer?.cancel();
    options.signal?.removeEventListener('abort', onAbort);
  }
}

/** A log of Nix is not kept as it is: that of a large download is longer than what may be kept. */
function listen(stderr: Readable, log: NixLog, onProgress: ExecOptions['onProgress']): void {
  stderr.on('data', (bytes: Buffer) => {
    log.write(bytes, now());
    onProgress?.(() => log.progress());
  });
}

function saidOf(
  log: NixLog | undefined,
  stderr: string | undefined,
): Pick<CommandResult, 'stderr' | 'failedBuilds'> {
  if (log === undefined) return { stderr: stderr ?? '' };
  log.end(now());
  const failedBuilds = log.failedBuilds();
  return { stderr: log.text(), ...(failedBuilds.length === 0 ? {} : { failedBuilds }) };
}

function now(): number {
  return systemClock.now().getTime();
}

function start(command: Command, options: ExecOptions) {
  const [file, ...args] = command.argv;
  return execa(file, args, {
    reject: false,
    detached: true,
    cleanup: false,
    stdin: options.input === undefined ? 'ignore' : 'pipe',
    ...(options.input === undefined ? {} : { input: options.input }),
    maxBuffer: MAX_OUTPUT_BYTES,
    buffer: { stderr: command.nix === undefined },
    stripFinalNewline: false,
    ...(command.env === undefined ? {} : { env: { ...command.env } }),
    extendEnv: options.onlyOwnEnvironment !== true,
    ...(command.cwd === undefined ? {} : { cwd: command.cwd }),
  });
}

/** `nix-instantiate`, `systemctl show`, `switch-to-configuration test`: what runs, behind what it is wrapped in. */
function faultName(command: Command): string {
  const at = command.argv[0] === 'unshare' ? command.argv.indexOf('nix-instantiate') : 0;
  const program = basename(command.argv[at] ?? '');
  const verb = command.argv[at + 1] ?? '';
  return /^[a-z][a-z-]*$/u.test(verb) ? `${program} ${verb}` : program;
}

/** A command that has no reason to fail did. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
}

/** Runs a command that must succeed; gives its standard output. Throws {@link CommandFailed} with what it said. */
export async function mustExec(command: Command, options: ExecOptions = {}): Promise<string> {
  const result = await exec(command, options);
  if (result.exitCode === 0) return result.stdout;
  const why =
    result.spawnError ?? (result.stderr.trim().slice(-2000) || `exit ${result.exitCode ?? 'by a signal'}`);
  throw new CommandFailed(`${showCommand(command)}: ${why}`);
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  signalGroup(pid, 'SIGTERM');
  systemClock.after(KILL_AFTER_MS, () => signalGroup(pid, 'SIGKILL')).unref();
}

function signalGroup(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // Already gone.
  }
}
