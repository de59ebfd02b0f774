import type { Exec, ExecOptions } from '../../model/host/exec.ts';
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { withFaultPoints } from '../fault.ts';
import { awaitEnd, startChild, type ChildEnd } from './child.ts';
import { ChildEnding } from './ending.ts';
import { findLeft } from './left-behind.ts';
import { traced } from './trace.ts';
import { systemClock } from '../clock.ts';
import { showCommand, type Command, type CommandResult, type LeftProcess } from '../../model/command.ts';
import { NixLog } from '../../nix/log/nix-log.ts';

// A tool that prints without end must not take the engine's memory with it.
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** For who names no limit: a signal has one of its own. */
const UNSAID_MS = 10 * 60_000;
const SIGNALLED_MS = 24 * 60 * 60_000;

/**
 * The one place where a command runs. Never throws for what the command does: a non-zero exit, a signal, a program that
 * is not there are all results. It is over when its program has ended: a daemon that it leaves is named, not waited for.
 *
 * Children get a process group of their own: Ctrl-C in a terminal reaches the engine alone, and the engine decides.
 */
export const exec: Exec = async (command, options = {}) =>
  withFaultPoints(`exec:${faultName(command)}`, async () => execWithoutFaults(command, options));

/** The same, for who names the fault points around it. */
export const execWithoutFaults: Exec = async (command, options = {}) =>
  traced(command, async () => run(command, options));

async function run(command: Command, options: ExecOptions): Promise<CommandResult> {
  const mark = randomUUID();
  const started = startChild(command, options, mark);
  if (typeof started === 'string') return notStarted(started);
  const { process: child, failed } = started;
  const ending = new ChildEnding(child.pid);
  // What a daemon prints when its program has ended is not the program's.
  const onTooMuch = (): void => {
    if (child.exitCode === null && child.signalCode === null) ending.begin('overflown');
  };
  const [stdout, stderr] = [new Printed(onTooMuch), new Printed(onTooMuch)];
  const log = command.nix === undefined ? undefined : new NixLog(command.nix, now());
  child.stdout?.on('data', (bytes: Buffer) => stdout.add(bytes));
  // A log of Nix is not kept as it is: that of a large download is longer than what may be kept.
  child.stderr?.on('data', (bytes: Buffer) => {
    if (log === undefined) return stderr.add(bytes);
    log.write(bytes, now());
    options.onProgress?.(() => log.progress());
  });
  // Who does not read what it is given is not at fault.
  child.stdin?.on('error', () => undefined).end(options.input);
  const limit = options.timeout ?? (options.signal === undefined ? UNSAID_MS : SIGNALLED_MS);
  const unwatch = ending.watch(limit, options.signal);
  const end = await awaitEnd(child, { givenUp: ending.givenUp, failed });
  unwatch();
  const left = await leftBy(child.pid, mark, ending, end);
  end.close();
  return {
    exitCode: ending.reason === 'overflown' ? undefined : end.exitCode,
    stdout: stdout.text(),
    ...saidOf(log, stderr.text()),
    timedOut: ending.reason === 'timedOut',
    aborted: ending.reason === 'aborted',
    ...(end.spawnError === undefined ? {} : { spawnError: end.spawnError }),
    ...(left.length === 0 ? {} : { leftBehind: left }),
  };
}

async function leftBy(
  group: number | undefined,
  mark: string,
  ending: ChildEnding,
  end: ChildEnd,
): Promise<readonly LeftProcess[]> {
  if (group === undefined) return [];
  const isAlive = await ending.settleGroup();
  const held = end.isOutputHeld();
  return isAlive || held ? findLeft({ group, mark }, held) : [];
}

/** What a program printed, up to what may be kept. */
class Printed {
  readonly #parts: Buffer[] = [];
  readonly #onTooMuch: () => void;
  #bytes = 0;

  constructor(onTooMuch: () => void) {
    this.#onTooMuch = onTooMuch;
  }

  add(bytes: Buffer): void {
    if (this.#bytes > MAX_OUTPUT_BYTES) return;
    this.#parts.push(bytes);
    this.#bytes += bytes.length;
    if (this.#bytes > MAX_OUTPUT_BYTES) this.#onTooMuch();
  }

  text(): string {
    return Buffer.concat(this.#parts).toString('utf8');
  }
}

function saidOf(log: NixLog | undefined, stderr: string): Pick<CommandResult, 'stderr' | 'failedBuilds'> {
  if (log === undefined) return { stderr };
  log.end(now());
  const failedBuilds = log.failedBuilds();
  return { stderr: log.text(), ...(failedBuilds.length === 0 ? {} : { failedBuilds }) };
}

function notStarted(spawnError: string): CommandResult {
  return { exitCode: undefined, stdout: '', stderr: '', timedOut: false, aborted: false, spawnError };
}

function now(): number {
  return systemClock.now().getTime();
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
