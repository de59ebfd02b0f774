import type { OptionDeclaration, PackageDeclaration } from './option.ts';
import type { OptionPath } from './value.ts';

/** A declared option that an attribute path names. */
export interface OptionMatch {
  readonly declaration: OptionDeclaration;
  /**
   * Components of the path below the declared option: empty when the path names the option itself, `['FOO']` for
   * `environment.variables.FOO` where only `environment.variables` (an `attrsOf`) is declared.
   */
  readonly rest: OptionPath;
}

/**
 * Every option and package of one host, searchable. Built from the host's own evaluated module set; pure data behind.
 */
export interface OptionIndex {
  readonly options: readonly OptionDeclaration[];
  readonly packages: readonly PackageDeclaration[];
  /** The option a path names; placeholders (`<name>`, `*`) match any one component. */
  find(path: OptionPath): OptionMatch | undefined;
  /** Names most like the path, best first: spelling, then a moved prefix, then the same last component. */
  nearest(path: OptionPath, limit: number): readonly string[];
  /** True when some declared option lies below the path (`services.nginx`). */
  isPrefix(path: OptionPath): boolean;
  package(attr: string): PackageDeclaration | undefined;
  nearestPackages(attr: string, limit: number): readonly string[];
}
