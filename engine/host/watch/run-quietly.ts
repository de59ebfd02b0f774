import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Runs a command that only looks, and hands its lines on; it is ended when nobody listens any more. The exit code. */
export async function runQuietly(
  argv: readonly [string, ...string[]],
  onLine: (line: string) => void,
  gone: AbortSignal,
): Promise<number> {
  const [program, ...args] = argv;
  return new Promise((settle) => {
    const child = spawn(program, args, { cwd: '/', stdio: ['ignore', 'pipe', 'ignore'] });
    const end = (): void => void child.kill('SIGTERM');
    if (gone.aborted) end();
    gone.addEventListener('abort', end, { once: true });
    createInterface({ input: child.stdout }).on('line', onLine);
    child.once('error', () => settle(1));
    child.once('close', (code) => settle(code ?? 1));
  });
}
