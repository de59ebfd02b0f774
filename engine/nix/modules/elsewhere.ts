import { dirname, join } from 'node:path';
import { parseNix } from '../parse.ts';
import { childrenOf, type TreeNode } from '../syntax/children.ts';

/** What may be a path out of the directory: only texts with one are read as Nix. */
const OUTWARD = /(?:^|[^\w./~"-])(?:~?\/[\w.+]|(?:\.\/)?\.\.\/)|"\/[^"\n]*\.nix"/u;

/**
 * The absolute paths that a Nix file names literally, as paths or as the text of a `.nix` file: what it may read. Relative
 * ones are those of where it lies.
 *
 * @example
 * namedPaths('{ imports = [ ../b.nix ]; }', '/srv/a/x.nix')   // ['/srv/b.nix']
 */
export function namedPaths(text: string, file: string): readonly string[] {
  if (!OUTWARD.test(text)) return [];
  const parsed = parseNix(text, file);
  if (!parsed.ok) return [];
  const found = new Set<string>();
  const open: TreeNode[] = [parsed.value.root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const named = pathIn(text, node);
    if (named?.startsWith('/') === true) found.add(join(named));
    else if (named !== undefined) found.add(join(dirname(file), named));
    else open.push(...childrenOf(node));
  }
  return [...found].toSorted();
}

/** What is computed in part names no file that anybody could look at. */
function pathIn(text: string, node: TreeNode): string | undefined {
  if (node.kind !== 'path' && node.kind !== 'string') return undefined;
  if (node.parts.some(({ kind }) => kind !== 'text')) return undefined;
  const written = text.slice(node.start, node.end);
  if (node.kind === 'path') return written.startsWith('~') ? undefined : written;
  const inside = written.slice(1, -1);
  return inside.startsWith('/') && inside.endsWith('.nix') ? inside : undefined;
}
