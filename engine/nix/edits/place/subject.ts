import type { OptionPath } from '../../../model/options/value.ts';
import { commonPrefix, optionOf } from '../../modules/definitions.ts';
import { moduleDepth } from '../../modules/nested.ts';
import type { Module } from '../../modules/survey.ts';

/** Sets whose members have nothing to do with each other: two services are two subjects. */
const COLLECTIONS: readonly OptionPath[] = [
  ['services'],
  ['programs'],
  ['environment'],
  ['hardware'],
  ['security'],
  ['virtualisation'],
  ['home'],
  ['users', 'users'],
  ['users', 'groups'],
  ['systemd', 'services'],
  ['systemd', 'timers'],
  ['systemd', 'user', 'services'],
  ['systemd', 'user', 'timers'],
  ['environment', 'etc'],
  ['home', 'file'],
  ['xdg', 'configFile'],
];

/**
 * How many names say that a module is about an option, of those that the option has in common with what the module defines.
 * The name of a collection does only where the file is called so; a first name, where the module defines something directly
 * below it or is called so. Else it is none, or the names of the home or container that both are about.
 *
 * @example
 * namesOfSubject(git, ['programs', 'fish', 'enable'], 1)        // 0: git.nix is about programs.git
 * namesOfSubject(services, ['services', 'fwupd', 'enable'], 1)  // 1: services.nix
 * namesOfSubject(web, ['services', 'nginx', 'group'], 2)        // 2
 */
export function namesOfSubject(module: Module, path: OptionPath, shared: number): number {
  const start = moduleDepth(path);
  const common = path.slice(start, shared);
  if (common.length === 0) return Math.min(shared, start);
  const isCollection = COLLECTIONS.some((names) => isSame(names, common));
  const isSubject =
    isCalled(module.file, common.at(-1) ?? '') ||
    (!isCollection && (common.length > 1 || hasValueIn(module, path.slice(0, shared))));
  return isSubject ? shared : start;
}

function isSame(left: OptionPath, right: OptionPath): boolean {
  return left.length === right.length && commonPrefix(left, right) === left.length;
}

/** `services.nix`, or `services/default.nix`. */
function isCalled(file: string, name: string): boolean {
  const parts = file.replace(/(?:\/default)?\.nix$/u, '').split('/');
  return parts.at(-1) === name;
}

/** Whether a value stands directly in a set: `networking.hostName` does in `networking`. */
function hasValueIn(module: Module, names: OptionPath): boolean {
  return module.definitions.some(({ path }) => {
    const option = optionOf(module, path);
    const isDirect = option.length === names.length + 1 && commonPrefix(names, option) === names.length;
    return isDirect && !module.sites.some(({ prefix }) => isSame(prefix, path));
  });
}
