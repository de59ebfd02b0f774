import { spawn, type ChildProcess } from 'node:child_process';
import type { Host } from './host.ts';

/** A terminal in which a command runs inside; to kill it is what becomes of a session whose connection is lost. */
export function openTerminal(machine: Host, argv: readonly string[]): ChildProcess {
  const line = machine
    .command(argv, machine.environment)
    .map((word) => `'${word}'`)
    .join(' ');
  const child = spawn('script', ['--quiet', '--flush', '--command', line, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdout.resume();
  return child;
}
