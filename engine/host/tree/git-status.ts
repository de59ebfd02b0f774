/** A path that differs from HEAD, relative to the root; `?` in both columns where git does not track it. */
export interface ChangedPath {
  readonly path: string;
  readonly index: string;
  readonly workTree: string;
}

/**
 * What `git status --porcelain=v1 -z` prints.
 *
 * @example
 * parseStatus(' M flake.nix\0?? new.nix\0')
 * // [{ path: 'flake.nix', index: ' ', workTree: 'M' }, { path: 'new.nix', index: '?', workTree: '?' }]
 */
export function parseStatus(printed: string): readonly ChangedPath[] {
  const found: ChangedPath[] = [];
  const entries = printed.split('\0');
  for (let entry = entries.shift(); entry !== undefined && entry !== ''; entry = entries.shift()) {
    const [index = '', workTree = ''] = entry;
    found.push({ path: entry.slice(3), index, workTree });
    // Where it came from is an entry of its own.
    if (index === 'R' || index === 'C') entries.shift();
  }
  return found;
}
