/**
 * A path literal resolved against the directory of the file it stands in; both relative to the configuration directory.
 * Undefined when it leads out of that directory or is not relative.
 *
 * @example
 * resolvePathLiteral('hosts/desk/default.nix', '../../common.nix') // 'common.nix'
 */
export function resolvePathLiteral(file: string, literal: string): string | undefined {
  if (literal.startsWith('/') || literal.startsWith('~') || literal.startsWith('<')) return undefined;
  const parts = file.split('/').slice(0, -1);
  for (const part of literal.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

/** Files by path, and the links among them. */
export interface LinkedFiles {
  readonly files: ReadonlyMap<string, string>;
  readonly links?: ReadonlyMap<string, string>;
}

/**
 * The module file a path names: the file itself, or `default.nix` of the directory. A link is followed as Nix does it: where
 * it leads is where the paths in the file are relative to; a link on the way there stays part of the name.
 */
export function moduleFile(file: string, literal: string, within: LinkedFiles): string | undefined {
  const written = resolvePathLiteral(file, literal);
  const target = written === undefined ? undefined : followLinks(written, within);
  if (target === undefined) return undefined;
  if (within.files.has(target)) return target;
  const index = followLinks(target === '' ? 'default.nix' : `${target}/default.nix`, within);
  return within.files.has(index) ? index : undefined;
}

// Nix gives up after as many.
const MOST_LINKS = 1024;

/**
 * The file that a name leads to by the links that are known, those of directories on the way included; the name itself
 * where there are none.
 *
 * @example
 * realName('hw.nix', { links: new Map([['hw.nix', 'hardware-configuration.nix']]) })   // 'hardware-configuration.nix'
 */
export function realName(name: string, { links }: Pick<LinkedFiles, 'links'>): string {
  let at = name;
  for (let steps = 0; steps < MOST_LINKS; steps += 1) {
    const parts = at.split('/');
    const length =
      parts.findIndex((_, index) => links?.has(parts.slice(0, index + 1).join('/')) ?? false) + 1;
    const target = length === 0 ? undefined : links?.get(parts.slice(0, length).join('/'));
    if (target === undefined) return at;
    at = [target, ...parts.slice(length)].join('/');
  }
  return name;
}

/** Every other name that links give a file. */
export function linkedNames(file: string, within: LinkedFiles): readonly string[] {
  if ((within.links?.size ?? 0) === 0) return [];
  return [...within.files.keys()].filter((name) => name !== file && realName(name, within) === file);
}

function followLinks(path: string, { links }: LinkedFiles): string {
  let at = path;
  for (let steps = 0; steps < MOST_LINKS; steps += 1) {
    const next = links?.get(at);
    if (next === undefined) return at;
    at = next;
  }
  return path;
}
