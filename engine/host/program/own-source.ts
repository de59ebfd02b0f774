import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { Style } from '../../model/host/place.ts';
import type { OwnProgram } from '../../model/installation.ts';
import { assetPath } from './assets.ts';
import { exists } from '../tree/files.ts';

/** Where the module of this very program is: its directory, or as the URL of a flake's input. */
export async function ownSource(style: Style): Promise<string> {
  const directory = await realpath(assetPath());
  if (style === 'channel') return directory;
  // A plain path would be copied whole, with what git ignores.
  return `${(await exists(join(directory, '.git'))) ? 'git+file://' : 'path:'}${directory}`;
}

/** How this very program is started. */
export async function ownProgram(): Promise<OwnProgram> {
  return { node: process.execPath, script: await realpath(assetPath('dist', 'cli', 'bin.cjs')) };
}
