/**
 * A Nix value that an edit may write. Scalars and lists stand for themselves; what JSON cannot say is tagged.
 * Serialisable, so that a plan can be pinned in the journal.
 *
 * @example
 * ['docker', { type: 'pkgs', path: ['htop'] }]   // [ "docker" pkgs.htop ]
 */
export type NixValue =
  null | boolean | number | string | readonly NixValue[] | PkgsReference | PathLiteral | AttrsLiteral;

/** An attribute of the package set: `pkgs.htop`, `pkgs.python3Packages.requests`. */
export interface PkgsReference {
  readonly type: 'pkgs';
  readonly path: readonly string[];
}

/** A path literal, written as given: `./motd`, `/etc/hosts`. */
export interface PathLiteral {
  readonly type: 'path';
  readonly path: string;
}

/** An attribute set literal, in the order written. */
export interface AttrsLiteral {
  readonly type: 'attrs';
  readonly entries: Readonly<Record<string, NixValue>>;
}

/** Attribute names from the root of the configuration: `['users', 'users', 'alice', 'extraGroups']`. */
export type OptionPath = readonly string[];

/** One intended change of one option's definition. */
export type Edit =
  | { readonly op: 'set'; readonly path: OptionPath; readonly value: NixValue; readonly items?: never }
  | { readonly op: 'unset'; readonly path: OptionPath; readonly value?: never; readonly items?: never }
  | {
      readonly op: 'add' | 'remove';
      readonly path: OptionPath;
      readonly items: readonly NixValue[];
      readonly value?: never;
    };

export function isPkgs(value: NixValue): value is PkgsReference {
  return isTagged(value) && value.type === 'pkgs';
}

export function isAttrs(value: NixValue): value is AttrsLiteral {
  return isTagged(value) && value.type === 'attrs';
}

export function isPathLiteral(value: NixValue): value is PathLiteral {
  return isTagged(value) && value.type === 'path';
}

export function isList(value: NixValue): value is readonly NixValue[] {
  return Array.isArray(value);
}

function isTagged(value: NixValue): value is PkgsReference | PathLiteral | AttrsLiteral {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
