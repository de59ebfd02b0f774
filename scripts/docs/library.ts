import { basename } from 'node:path';
import { parse } from 'yaml';
import type { Example } from './runbooks.ts';

/** What the NixOS module makes its options of the library from. */
export const LIBRARY = 'nix/library.json';

/** nix/library.json: each shipped runbook by its name, as the data that it is. Nix reads no YAML. */
export function renderLibrary(shipped: readonly Example[]): string {
  const runbooks = shipped.map(({ file, text }) => [basename(file, '.yaml'), parse(text) as unknown]);
  return `${JSON.stringify(Object.fromEntries(runbooks), null, 2)}\n`;
}
