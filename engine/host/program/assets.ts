import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

let root: string | undefined;

/**
 * A file that ships with the engine (`nix/engine/host.nix`, `runbooks/`), whether it runs from its sources or from the
 * built package: found by walking up to the package's own package.json.
 */
export function assetPath(...path: readonly string[]): string {
  root ??= findRoot(dirname(fileURLToPath(import.meta.url)));
  return join(root, ...path);
}

/** The engine's version, from its package.json. */
export function engineVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(assetPath('package.json'), 'utf8'));
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : undefined;
  return typeof version === 'string' ? version : 'unknown';
}

function findRoot(from: string): string {
  if (existsSync(join(from, 'package.json')) && existsSync(join(from, 'nix', 'engine'))) return from;
  if (dirname(from) === from)
    throw new Error('the package that holds the engine is not complete: no nix/engine above it');
  return findRoot(dirname(from));
}
