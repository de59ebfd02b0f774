import { availableParallelism } from 'node:os';

/** Ends a process at once. One that is gone already is fine. */
export function endProcess(pid: number): void {
  signalProcess(pid, 'SIGKILL');
}

/** Asks a process to stop, as Ctrl-C does. One that is gone already is fine. */
export function interruptProcess(pid: number): void {
  signalProcess(pid, 'SIGINT');
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Already gone.
  }
}

/** Bytes that must be free for two evaluations at once: one of NixOS takes half a gigabyte, a large one some more. */
const FREE_FOR_TWO = 3 * 1024 ** 3;

/** Whether a second evaluation would not be in the way of the first. */
export function hasRoomForTwo(): boolean {
  return availableParallelism() > 1 && process.availableMemory() > FREE_FOR_TWO;
}
