import type { Command } from '../../model/command.ts';
import { startLasting } from './lasting.ts';

/** Starts a command that goes on when this program has ended, and says nothing. It may fail: nobody waits for it. */
export function startDetached(command: Command): void {
  const life = { endedBy: 'itself: each command in it has its limit' };
  const child = startLasting({ argv: command.argv, life });
  child.on('error', () => undefined);
  child.unref();
}

/** Whether a process is there, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
