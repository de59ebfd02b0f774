import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { until } from './until.ts';

/** An unprivileged user, as whom an attacker of the tests runs. */
export const EVE = 12345;

/** What a program of root prints, and what it fails by. */
export interface Raced {
  readonly said: string;
  readonly trouble: string;
}

/**
 * Runs code of root's and holds it still at a point (`NIXOS_AI_FAULT_STOP`), where somebody without rights runs a shell
 * command in a directory; then lets it go on to its end.
 *
 * @param code - A module; what it prints is what it gives.
 */
export async function raced(
  code: string,
  point: string,
  eve: { readonly command: string; readonly directory: string },
): Promise<Raced> {
  const root = spawn(process.execPath, ['--input-type=module', '-e', code], {
    env: { ...process.env, NIXOS_AI_FAULT_STOP: point },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = text(root.stdout);
  const trouble = text(root.stderr);
  const ended = once(root, 'exit');
  try {
    await until(
      () => / T /u.test(readFileSync(`/proc/${root.pid}/stat`, 'utf8')) || undefined,
      `root stands still at ${point}`,
      { within: 20_000 },
    );
    const attacker = spawn('sh', ['-c', eve.command], { cwd: eve.directory, uid: EVE, gid: EVE });
    const [status] = (await once(attacker, 'exit')) as readonly unknown[];
    if (status !== 0) throw new Error(`the attacker ended with ${String(status)}`);
    root.kill('SIGCONT');
    await ended;
    return { said: await said, trouble: await trouble };
  } finally {
    root.kill('SIGKILL');
  }
}

/** Where a module of the engine is, for code that is run. */
export function engineModule(path: string): string {
  return JSON.stringify(new URL(`../../engine/${path}`, import.meta.url).href);
}
