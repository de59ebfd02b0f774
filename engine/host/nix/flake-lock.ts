import { join } from 'node:path';
import type { HostSite } from '../../model/host/place.ts';
import { failed, ok, type Result } from '../../model/finding.ts';
import { lockFlakeCommand } from '../../nix/argv.ts';
import { parseLock } from '../../nix/flake/lock.ts';
import type { Exec } from '../../model/host/exec.ts';
import { exists, readTextIfThere, removeTree } from '../tree/files.ts';
import { makeScratch } from '../tree/scratch.ts';
import { writeLockable } from './lockable.ts';

/**
 * The `flake.lock` that a configuration has after some files of it change: Nix writes it, in a copy that has what locking
 * needs and no more. Undefined where the configuration has none, since then nobody pins its inputs. Looking an input up may
 * need the network.
 *
 * Errors: EVAL001 Nix cannot lock it, EVAL004 git cannot tell what the flake may see.
 */
export async function lockAfter(
  exec: Exec,
  { place, limits }: HostSite,
  files: ReadonlyMap<string, string | null>,
): Promise<Result<string | undefined>> {
  const { configuration } = place;
  if (!(await exists(join(configuration, 'flake.lock')))) return ok(undefined);
  const text = async (name: string): Promise<string | undefined> =>
    files.get(name) ?? (await readTextIfThere(join(configuration, name)));
  const lock = await text('flake.lock');
  const old = lock === undefined ? undefined : parseLock(lock);
  const copy = await makeScratch('lock');
  try {
    const flake = (await text('flake.nix')) ?? '';
    const written = await writeLockable(place, copy, {
      flake,
      lock,
      old: old?.ok === true ? old.value : undefined,
    });
    if (!written.ok) return written;
    const result = await exec(lockFlakeCommand(place, copy), { timeout: limits.evaluate });
    if (result.exitCode === 0) return ok(await readTextIfThere(join(copy, 'flake.lock')));
    const message = `the inputs of the flake cannot be locked: ${result.stderr.trim().slice(-1000)}`;
    return failed({
      code: 'EVAL001',
      severity: 'error',
      message,
      fix: 'check the URL of the input',
    });
  } finally {
    await removeTree(copy);
  }
}
