/**
 * A structured option type, as the module system of the host describes it. `name` is the module system's own
 * (`bool`, `str`, `int`, `unsignedInt16`, `listOf`, `attrsOf`, `nullOr`, `either`, `enum`, `submodule`, `package`, …).
 * A type we do not know is kept by its name and accepts every value: Nix decides.
 */
export interface OptionType {
  readonly name: string;
  /** The element's type, of `listOf`, `attrsOf`, `nullOr`, `uniq`, …; absent where the module system does not tell. */
  readonly elem?: OptionType;
  /** The alternatives of `either`. */
  readonly of?: readonly OptionType[];
  /** The values of `enum`. */
  readonly values?: readonly (string | number | boolean | null)[];
}

/** One declared option. `<name>` and `*` in `name` stand for any attribute name (`users.users.<name>.shell`). */
export interface OptionDeclaration {
  readonly name: string;
  readonly tree: OptionType;
  /** The type in the module system's words: `list of 16 bit unsigned integer; between 0 and 65535 (both inclusive)`. */
  readonly type: string;
  readonly readOnly?: boolean;
  readonly description?: string;
  /** The default, where it is plain data. */
  readonly default?: unknown;
  /** The name it has now: an old name that NixOS still takes, with a warning. */
  readonly renamedTo?: string;
  /** Files that declare it, as the module system names them. */
  readonly declaredIn?: readonly string[];
}

/** A package of the host's package set. */
export interface PackageDeclaration {
  /** Attribute below `pkgs`, dotted where nested. */
  readonly attr: string;
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  /** Its licence is not free: Nix refuses it unless `nixpkgs.config` allows it. */
  readonly unfree?: boolean;
}

/** `environment.systemPackages` → `['environment', 'systemPackages']`; quoted components are unquoted. */
export function splitOptionPath(dotted: string): string[] {
  const parts: string[] = [];
  const pattern = /"((?:[^"\\]|\\.)*)"|([^."]+)/gu;
  for (const match of dotted.matchAll(pattern)) {
    parts.push(match[1] === undefined ? (match[2] ?? '') : match[1].replaceAll(/\\(.)/gu, '$1'));
  }
  return parts;
}

/** The inverse of {@link splitOptionPath}: components that are not identifiers are quoted as Nix would. */
export function joinOptionPath(path: readonly string[]): string {
  return path
    .map((part) =>
      /^[A-Za-z_][A-Za-z0-9_'-]*$/u.test(part) || part === '<name>' || part === '*'
        ? part
        : `"${part.replaceAll(/["\\]|\$\{/gu, '\\$&')}"`,
    )
    .join('.');
}
