import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { failed, ok, type Result } from '../../model/finding.ts';
import { listTree } from '../tree/files.ts';

/** The named files, and every `.nix` file below the named directories, in order. NIX115 for what cannot be read. */
export async function findNixFiles(named: string): Promise<Result<readonly string[]>> {
  try {
    if (!(await stat(named)).isDirectory()) return ok([named]);
    const names = (await listTree(named)).filter((name) => name.endsWith('.nix'));
    return ok(names.map((name) => join(named, name)));
  } catch (error) {
    return unreadable(named, error);
  }
}

/** A Nix file's text. NIX115 where it cannot be read or is no UTF-8. */
export async function readNixFile(file: string): Promise<Result<string>> {
  try {
    return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(file)));
  } catch (error) {
    return unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): Result<never> {
  return failed({
    code: 'NIX115',
    severity: 'error',
    message: `cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    position: { file, line: 1, column: 1 },
    fix: 'name a file of UTF-8 text that you may read',
  });
}
