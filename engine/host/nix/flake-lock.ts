import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { HostSite } from '../../model/host/place.ts';
import { failed, ok, type Result } from '../../model/finding.ts';
import { lockFlakeCommand } from '../../nix/argv.ts';
import type { Exec } from '../../model/host/exec.ts';
import { exists, readTextIfThere, writeFileAtomic } from '../tree/files.ts';

/**
 * The `flake.lock` that a configuration has after some files of it change: Nix writes it, in a copy. Undefined where
 * the configuration has none, since then nobody pins its inputs. Looking an input up may need the network.
 *
 * Errors: EVAL001 Nix cannot lock it.
 */
export async function lockAfter(
  exec: Exec,
  { place, limits }: HostSite,
  files: ReadonlyMap<string, string | null>,
): Promise<Result<string | undefined>> {
  if (!(await exists(join(place.configuration, 'flake.lock')))) return ok(undefined);
  const copy = await mkdtemp(join(tmpdir(), 'nixos-ai-lock-'));
  try {
    await cp(place.configuration, copy, {
      recursive: true,
      filter: (name) => basename(name) !== '.git',
    });
    for (const [path, text] of files) if (text !== null) await writeFileAtomic(join(copy, path), text);
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
    await rm(copy, { recursive: true, force: true });
  }
}
