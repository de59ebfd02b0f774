import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostSettings } from '../config/host-settings.ts';
import { flakeEntries } from '../nix/modules.ts';
import type { ConfigFiles } from '../nix/edit.ts';
import { listTree } from './files.ts';

// A configuration directory with more Nix files than this is a checkout of something else.
const MAX_FILES = 20_000;

/** The Nix files of the live configuration, and the module files to start from. */
export async function readConfiguration(settings: HostSettings): Promise<ConfigFiles> {
  const names = (await listTree(settings.configuration))
    .filter((name) => name.endsWith('.nix'))
    .slice(0, MAX_FILES);
  const texts = await Promise.all(
    names.map(async (name) => [name, await readFile(join(settings.configuration, name), 'utf8')] as const),
  );
  const files = new Map(texts);
  return { entries: entriesOf(settings, files), files };
}

function entriesOf(settings: HostSettings, files: ReadonlyMap<string, string>): readonly string[] {
  const flake = files.get('flake.nix');
  if (settings.style === 'flake' && flake !== undefined) {
    const entries = flakeEntries(flake, settings.attribute);
    if (entries.length > 0) return entries;
  }
  return ['configuration.nix'];
}
