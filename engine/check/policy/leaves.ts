import { assertNever } from '../../model/outcome.ts';
import type { Scalar } from '../../model/policy.ts';
import {
  isAttrs,
  isList,
  isPathLiteral,
  isPkgs,
  type Edit,
  type NixValue,
  type OptionPath,
} from '../../model/options/value.ts';

/** One option that an edit touches. */
export interface Leaf {
  readonly path: OptionPath;
  /** What it is set to, or what is added to it. `any` where that is not known. */
  readonly values: readonly Scalar[] | 'any';
  /** What it is set to, or what is added to it, item by item as written; sets and lists have leaves of their own. */
  readonly given: readonly NixValue[];
  /** The options below it are touched too, in ways that are not known. */
  readonly whole: boolean;
  /** It is written as a set, whose members are leaves of their own. */
  readonly inside: boolean;
}

/**
 * The options that an edit touches: what is written inside an attribute set counts as written by its own path, so that
 * no rule is avoided by writing more at once.
 *
 * @example
 * leavesOf({ op: 'set', path: ['users', 'users', 'eve'], value: { type: 'attrs', entries: { uid: 0 } } })
 * // users.users.eve, and users.users.eve.uid with the value 0
 */
export function leavesOf(edit: Edit): readonly Leaf[] {
  const path = canonicalPath(edit.path);
  switch (edit.op) {
    case 'set':
      return leavesIn(path, edit.value);
    case 'unset':
      return [{ path, values: 'any', given: [], whole: true, inside: false }];
    case 'add':
      return leavesIn(path, edit.items);
    case 'remove':
      return [{ path, values: [], given: [], whole: false, inside: false }];
    default:
      return assertNever(edit);
  }
}

/** Sets of options that NixOS has under two names. */
const ALIASES: readonly (readonly [string, string, string])[] = [
  ['users', 'extraUsers', 'users'],
  ['users', 'extraGroups', 'groups'],
];

/** The name of a path by which rules know it, where NixOS has two for the whole set. */
export function canonicalPath(path: OptionPath): OptionPath {
  const alias = ALIASES.find(([first, second]) => path[0] === first && path[1] === second);
  return alias === undefined ? path : [alias[0], alias[2], ...path.slice(2)];
}

/** Options that hold the configuration of another system, which boots or runs beside the host's own. */
const SYSTEMS: readonly (readonly string[])[] = [
  ['specialisation', '*', 'configuration'],
  ['nesting', 'clone', '*'],
  ['nesting', 'children', '*'],
  ['containers', '*', 'config'],
];

/**
 * A path, and what it is within the configuration of another system that it is set in: what is denied is denied there, too.
 *
 * @example
 * innerPaths(['specialisation', 'a', 'configuration', 'boot', 'kernelParams'])[1]   // ['boot', 'kernelParams']
 */
export function innerPaths(path: OptionPath): readonly OptionPath[] {
  const system = SYSTEMS.find((names) => names.every((name, at) => name === '*' || name === path[at]));
  if (system === undefined || path.length <= system.length) return [path];
  return [path, ...innerPaths(canonicalPath(path.slice(system.length)))];
}

function leavesIn(path: OptionPath, value: NixValue): readonly Leaf[] {
  if (isList(value)) {
    const inside = value.filter((item) => isAttrs(item) || isList(item));
    const given = value.filter((item) => !isAttrs(item) && !isList(item));
    const own = { path, values: value.flatMap(scalarsOf), given, whole: false, inside: false };
    return [own, ...inside.flatMap((item) => leavesIn([...path, '*'], item))];
  }
  if (isAttrs(value)) {
    const inside = Object.entries(value.entries);
    return [
      { path, values: [], given: [], whole: true, inside: true },
      ...inside.flatMap(([name, item]) => leavesIn([...path, name], item)),
    ];
  }
  return [{ path, values: scalarsOf(value), given: [value], whole: false, inside: false }];
}

function scalarsOf(value: NixValue): readonly Scalar[] {
  if (isList(value) || isAttrs(value)) return [];
  if (isPkgs(value)) return [`pkgs.${value.path.join('.')}`];
  return [isPathLiteral(value) ? value.path : value];
}
