import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostSettings } from '../../config/host-settings.ts';
import { buildCommand } from '../../nix/argv.ts';
import type { Exec } from '../../model/host/exec.ts';
import { makePrivateDirectory, removeFile, resolveLinks } from '../tree/files.ts';

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
  const names = await namesIn(roots);
  for (const old of names.toSorted().slice(0, Math.max(0, names.length - settings.keep)))
    await removeFile(join(roots, old));
}

/** The systems that runs can be taken back to, and those that open runs go between: what is rooted in the state directory. */
export async function rootedTargets({ state }: HostSettings): Promise<readonly string[]> {
  const runs = await namesIn(join(state, 'runs'));
  const directories = [join(state, 'roots'), ...runs.map((run) => join(state, 'runs', run, 'roots'))];
  const links = await Promise.all(
    directories.map(async (directory) => (await namesIn(directory)).map((name) => join(directory, name))),
  );
  return Promise.all(links.flat().map(async (link) => resolveLinks(link).catch(() => '')));
}

async function namesIn(directory: string): Promise<readonly string[]> {
  return readdir(directory).catch(() => []);
}
