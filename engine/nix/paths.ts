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

/** The module file a path names: the file itself, or `default.nix` of the directory. */
export function moduleFile(
  file: string,
  literal: string,
  files: ReadonlyMap<string, string>,
): string | undefined {
  const target = resolvePathLiteral(file, literal);
  if (target === undefined) return undefined;
  if (files.has(target)) return target;
  const index = target === '' ? 'default.nix' : `${target}/default.nix`;
  return files.has(index) ? index : undefined;
}
