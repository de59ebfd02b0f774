import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { whoElseWrites } from '../tree/who-decides.ts';

/** Root's own, whatever the environment of who became root says. */
const OF_ROOT = '/var/cache/nixos-ai';

/**
 * Where compiled code is kept for the next start; undefined where there is no safe place. Who writes there chooses what
 * runs, so it is for this user alone: made if it is missing, and refused if somebody else may write to it or to a
 * directory on the way. Root never uses a directory of the environment, which may be that of somebody else.
 */
export function placeOfCompiledCode(
  env: Readonly<Record<string, string | undefined>>,
  ofRoot = OF_ROOT,
): string | undefined {
  const isRoot = process.geteuid?.() === 0;
  const own = isRoot ? ofRoot : inHome(env);
  if (own === undefined) return undefined;
  const place = join(own, 'compiled');
  try {
    // Judged first: nothing is made where somebody else leads to.
    if (whoElseWrites(place) !== undefined) return undefined;
    // The directories of the system are not ours to make.
    if (isRoot) statSync(dirname(own));
    mkdirSync(place, { recursive: true, mode: 0o700 });
    if (whoElseWrites(place) !== undefined) return undefined;
    // The umask may let others write to the files in it: nobody else comes through to them.
    chmodSync(place, 0o700);
    return place;
  } catch {
    return undefined;
  }
}

function inHome({
  XDG_CACHE_HOME: cache = '',
  HOME: home = '',
}: Readonly<Record<string, string | undefined>>) {
  if (isAbsolute(cache)) return join(cache, 'nixos-ai');
  return isAbsolute(home) ? join(home, '.cache/nixos-ai') : undefined;
}
