import { createHash } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostSettings } from '../config/host-settings.ts';
import type { Result } from '../model/finding.ts';
import { ok } from '../model/finding.ts';
import type { OptionIndex } from '../model/option-index.ts';
import type { OptionDeclaration, PackageDeclaration } from '../model/option.ts';
import type { ConfigFiles } from '../nix/edit.ts';
import { buildOptionIndex } from '../nix/option-index.ts';
import { evaluateIndex, questionHash } from './evaluate.ts';
import type { Exec } from './exec.ts';
import { packageSetIdentity } from './facts-cache.ts';
import { readIfThere, writeFileAtomic } from './files.ts';

interface StoredIndex {
  readonly options: readonly OptionDeclaration[];
  readonly packages: readonly PackageDeclaration[];
}

/**
 * The option index of a host: from the state directory where what it was made from is unchanged, else from one
 * evaluation of the host's own module set.
 */
export async function loadOptionIndex(
  exec: Exec,
  settings: HostSettings,
  configuration: ConfigFiles,
): Promise<Result<OptionIndex>> {
  const directory = join(settings.state, 'index');
  const file = join(directory, `${await indexKey(exec, settings, configuration)}.json`);
  const kept = await readIfThere(file);
  const stored =
    kept === undefined
      ? await makeIndex(exec, settings)
      : ok(JSON.parse(kept.toString('utf8')) as StoredIndex);
  if (!stored.ok) return stored;
  if (kept === undefined) await keepOnly(directory, file, stored.value);
  return ok(buildOptionIndex(stored.value.options, stored.value.packages));
}

async function makeIndex(exec: Exec, settings: HostSettings): Promise<Result<StoredIndex>> {
  const evaluated = await evaluateIndex(exec, settings);
  if (!evaluated.ok) return evaluated;
  // The expression is ours (nix/engine/option-index.nix); its shape is tested against real Nix.
  return ok(evaluated.value as StoredIndex);
}

async function keepOnly(directory: string, file: string, index: StoredIndex): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  for (const name of await readdir(directory)) await rm(join(directory, name), { force: true });
  await writeFileAtomic(file, JSON.stringify(index));
}

/**
 * Which options exist depends on the package set, the flake's lock, and what the configuration imports or declares; not
 * on the values it sets.
 */
async function indexKey(exec: Exec, settings: HostSettings, configuration: ConfigFiles): Promise<string> {
  const lock = await readIfThere(join(settings.configuration, 'flake.lock'));
  const shape = [...configuration.files].map(([name, text]) => [name, declarations(text)]);
  const key = [
    questionHash(),
    await packageSetIdentity(exec, settings),
    settings.style,
    lock?.toString('utf8') ?? '',
    shape,
  ];
  return createHash('sha256').update(JSON.stringify(key)).digest('hex').slice(0, 40);
}

function declarations(text: string): string {
  if (/\bmkOption\b|\bmkEnableOption\b|\bmkPackageOption\b/u.test(text)) return text;
  return [...text.matchAll(/\bimports\s*=[^;]*;/gu)].map((match) => match[0]).join('\n');
}
