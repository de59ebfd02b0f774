import { spawn, type ChildProcess } from 'node:child_process';
import { systemClock } from '../clock.ts';
import { signalGroup } from './left-behind.ts';

/** What ends a process beside itself. */
export type Life =
  /** Milliseconds; then it is killed with its group. */
  | { readonly within: number; readonly endedBy?: never }
  /** It may go on: who ends it, in words. */
  | { readonly within?: never; readonly endedBy: string };

/** A process that is not waited for as a command is: it is listened to, or goes on without us. */
export interface Lasting {
  readonly argv: readonly [string, ...string[]];
  /** All that it gets; our own environment where it is not said. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The user that it runs as; our own when absent. */
  readonly owner?: { readonly uid: number; readonly gid: number };
  /** What of its output is listened to; the rest goes nowhere. */
  readonly hear?: readonly ('stdout' | 'stderr')[];
  readonly life: Life;
}

/**
 * Starts such a process: with a session of its own, so without a terminal, in `/`, and with nothing to read. Whoever asks
 * for it listens to `error`, and with {@link endLasting} ends it.
 *
 * @example
 * startLasting({ argv: ['journalctl', '--follow'], hear: ['stdout'], life: { endedBy: 'the service, when it ends' } });
 */
export function startLasting({ argv, env, owner, hear = [], life }: Lasting): ChildProcess {
  const [program, ...args] = argv;
  const channel = (name: 'stdout' | 'stderr'): 'pipe' | 'ignore' => (hear.includes(name) ? 'pipe' : 'ignore');
  const child = spawn(program, args, {
    detached: true,
    cwd: '/',
    stdio: ['ignore', channel('stdout'), channel('stderr')],
    env: { ...(env ?? process.env) },
    ...owner,
  });
  if (life.within !== undefined) limit(child, life.within);
  return child;
}

/** Asks it to end, and what it has started. One that never started is fine, and one that has ended: its number is another's. */
export function endLasting({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null && signalCode === null) signalGroup(pid, 'SIGTERM');
}

function limit(child: ChildProcess, within: number): void {
  const { pid } = child;
  if (pid === undefined) return;
  const timer = systemClock.after(within, () => signalGroup(pid, 'SIGKILL'));
  child.once('exit', () => timer.cancel());
}
