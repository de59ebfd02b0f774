import type { HostPlace, HostSite } from '../../model/host/place.ts';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buildCommand } from '../../nix/argv.ts';
import type { Exec } from '../../model/host/exec.ts';
import { makePrivateDirectory, removeFile, resolveLinks } from '../tree/files.ts';

/**
 * Roots a store path under a name of its own, so that no garbage collection takes it, and lets go of those beyond the
 * last `keep`. Names sort by their time. Throws where it cannot be rooted.
 */
export async function keepRoot(
  exec: Exec,
  site: HostSite,
  keep: number,
  { name, path }: { readonly name: string; readonly path: string },
): Promise<void> {
  const roots = join(site.place.state, 'roots');
  if (keep > 0) await root(exec, site, path, join(roots, name));
  const names = await namesIn(roots);
  for (const old of names.toSorted().slice(0, Math.max(0, names.length - keep)))
    await removeFile(join(roots, old));
}

async function root(exec: Exec, { place, limits }: HostSite, path: string, link: string): Promise<void> {
  await makePrivateDirectory(dirname(link));
  const made = await exec(buildCommand(place, path, link), { timeout: limits.bookkeeping });
  if (made.exitCode !== 0)
    throw new Error(`${path} cannot be rooted: ${made.spawnError ?? made.stderr.trim()}`);
}

/** The systems that runs can be taken back to, and those that open runs go between: what is rooted in the state directory. */
export async function rootedTargets({ state }: HostPlace): Promise<readonly string[]> {
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
