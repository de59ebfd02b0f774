import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostSettings } from '../config/host-settings.ts';
import { buildCommand } from '../nix/argv.ts';
import type { Exec } from './exec.ts';
import { makePrivateDirectory, removeFile } from './files.ts';

/**
 * Roots a store path under a name of its own, so that no garbage collection takes it, and lets go of those beyond the
 * last `keep`. Names sort by their time.
 */
export async function keepRoot(
  exec: Exec,
  settings: HostSettings,
  name: string,
  path: string,
): Promise<void> {
  const roots = join(settings.state, 'roots');
  if (settings.keep > 0) {
    await makePrivateDirectory(roots);
    await exec(buildCommand(settings, path, join(roots, name)), { timeout: settings.limits.bookkeeping });
  }
  const names: string[] = await readdir(roots).catch(() => []);
  for (const old of names.sort().slice(0, Math.max(0, names.length - settings.keep)))
    await removeFile(join(roots, old));
}
