import { lstat, readdir, readlink, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/** The names that Nix may know the files of a directory by, and where the links among them lead. */
export interface LinkedModules {
  /** Every file that ends in `.nix`, by '/'-separated path; what is below a link to a directory is named through it, too. */
  readonly files: readonly string[];
  /** Links to files and directories within, one step each: `configuration.nix` → `hosts/laptop/configuration.nix`. */
  readonly links: ReadonlyMap<string, string>;
}

/**
 * Lists them, `.git` left out. A link to a directory above itself is not entered.
 *
 * @param most - No more files than this.
 */
export async function listLinkedModules(root: string, most: number): Promise<LinkedModules> {
  const base = await realpath(root);
  const files: string[] = [];
  const links = new Map<string, string>();
  const walk = async (directory: string, above: readonly string[]): Promise<void> => {
    for (const entry of (await readdir(join(root, directory), { withFileTypes: true })).toSorted(byName)) {
      if (entry.name === '.git' || files.length >= most) continue;
      const path = directory === '' ? entry.name : `${directory}/${entry.name}`;
      if (entry.isSymbolicLink()) {
        const target = await targetWithin(root, base, path);
        if (target !== undefined) links.set(path, target);
      }
      const inner = await directoryBehind(join(root, path), base);
      if (inner === undefined) {
        if (entry.name.endsWith('.nix')) files.push(path);
      } else if (!above.includes(inner)) await walk(path, [...above, inner]);
    }
  };
  await walk('', [base]);
  return { files: files.sort(), links };
}

function byName(left: { readonly name: string }, right: { readonly name: string }): number {
  return left.name < right.name ? -1 : 1;
}

/** Where a directory is, links followed; undefined for what is none, or lies outside. */
async function directoryBehind(path: string, base: string): Promise<string | undefined> {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isDirectory() === true) return realpath(path);
  if (found?.isSymbolicLink() !== true) return undefined;
  const target = await stat(path).catch(() => undefined);
  if (target?.isDirectory() !== true) return undefined;
  const real = await realpath(path);
  return real.startsWith(`${base}${sep}`) ? real : undefined;
}

/** One step of a link, as Nix takes it: by the names in it, whatever links the directories are. */
async function targetWithin(root: string, base: string, path: string): Promise<string | undefined> {
  const at = join(root, path);
  const written = await readlink(at);
  const target = resolve(dirname(at), written);
  for (const top of isAbsolute(written) ? [root, base] : [root]) {
    const inside = relative(top, target);
    if (inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside))
      return inside.split(sep).join('/');
  }
  return undefined;
}
