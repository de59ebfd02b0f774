import { createInterface } from 'node:readline';
import { awaitEnd } from '../process/child.ts';
import { endLasting, startLasting } from '../process/lasting.ts';

/** What only looks is done long before. */
const LIMIT_MS = 60_000;

/** Runs a command that only looks, and hands its lines on; it is ended when nobody listens any more. The exit code. */
export async function runQuietly(
  argv: readonly [string, ...string[]],
  onLine: (line: string) => void,
  gone: AbortSignal,
): Promise<number> {
  const child = startLasting({ argv, hear: ['stdout'], life: { within: LIMIT_MS } });
  const end = (): void => endLasting(child);
  if (gone.aborted) end();
  gone.addEventListener('abort', end, { once: true });
  if (child.stdout !== null) createInterface({ input: child.stdout }).on('line', onLine);
  const { exitCode, close } = await awaitEnd(child);
  gone.removeEventListener('abort', end);
  close();
  return exitCode ?? 1;
}
