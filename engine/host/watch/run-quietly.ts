import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { awaitEnd } from '../process/child.ts';

/** Runs a command that only looks, and hands its lines on; it is ended when nobody listens any more. The exit code. */
export async function runQuietly(
  argv: readonly [string, ...string[]],
  onLine: (line: string) => void,
  gone: AbortSignal,
): Promise<number> {
  const [program, ...args] = argv;
  const child = spawn(program, args, { cwd: '/', stdio: ['ignore', 'pipe', 'ignore'] });
  const end = (): void => void child.kill('SIGTERM');
  if (gone.aborted) end();
  gone.addEventListener('abort', end, { once: true });
  createInterface({ input: child.stdout }).on('line', onLine);
  const { exitCode, close } = await awaitEnd(child);
  close();
  return exitCode ?? 1;
}
