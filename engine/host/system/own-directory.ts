import { chmodSync, lstatSync, mkdirSync } from 'node:fs';

/**
 * A directory of this user with this mode, made if it is missing and mended if it has another, whatever the umask is.
 * Throws where it is a link or belongs to somebody else.
 *
 * @example
 * makeOwnDirectory('/run/nixos-ai', 0o755);
 */
export function makeOwnDirectory(path: string, mode: number): void {
  mkdirSync(path, { recursive: true, mode });
  const found = lstatSync(path);
  if (!found.isDirectory()) throw new Error(`${path} is not a directory`);
  if (found.uid !== process.geteuid?.())
    throw new Error(`${path} belongs to the user with the id ${found.uid}`);
  if ((found.mode & 0o7777) !== mode) chmodSync(path, mode);
}
