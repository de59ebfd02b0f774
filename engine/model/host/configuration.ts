import type { Result } from '../finding.ts';
import type { InputChoice } from '../pinned.ts';
import type { InputChange } from '../plan.ts';

/** The Nix files of a configuration directory, by path relative to it, and the module files to start from. */
export interface ConfigFiles {
  readonly entries: readonly string[];
  readonly files: ReadonlyMap<string, string>;
  /** Links to files and directories among them, one step each; none where absent. */
  readonly links?: ReadonlyMap<string, string>;
  /** Where it is a flake: the host whose modules are read off flake.nix, beside the entries. */
  readonly flake?: FlakeHost;
  /** Of a single file that is a module of flake-parts: the attribute of it that is the module meant. */
  readonly part?: readonly string[];
  /** What an evaluation of the same imports has read; absent where there was none. */
  readonly evaluated?: readonly ModulePlace[];
  /** The directory itself, for paths that are written in full. */
  readonly directory?: string;
}

/** A module that an evaluation of the host has read: a file, or what stands at a place within one. */
export interface ModulePlace {
  readonly file: string;
  readonly at?: PlaceInFile;
}

/** A set or a function of a file: of those that stand below the same attribute names, the one with this number. */
export interface PlaceInFile {
  readonly within: string;
  readonly kind: 'set' | 'lambda';
  readonly nth: number;
}

/** A host of a flake; the only one where no attribute is named. */
export interface FlakeHost {
  readonly attribute?: string;
}

/** Where a path of the configuration leads when links are followed; `path` is relative to the directory again. */
export type RealPlace =
  | { readonly kind: 'inside'; readonly path: string }
  | { readonly kind: 'outside'; readonly target: string }
  /** A link to what is not there. */
  | { readonly kind: 'dangling'; readonly target: string }
  /** Links that lead to each other. */
  | { readonly kind: 'circle' };

/** A flake whose inputs are to be brought up to date, as text; `lock` is absent where nothing is locked yet. */
export interface FlakeText {
  readonly flake: string;
  readonly lock: string | undefined;
}

/** The lock file with some inputs at their newest, and what becomes of each. */
export interface NewLock {
  readonly text: string;
  readonly changes: readonly InputChange[];
}

/** The configuration directory of a host. */
export interface Configuration {
  /** Its Nix files; those of `directory` where a candidate lies there. */
  read(directory?: string): Promise<ConfigFiles>;
  /** Whether a path of it, links resolved, is inside it. */
  isInside(path: string): Promise<boolean>;
  /** The file that a path of it leads to: that is what is changed, and links stay what they are. */
  realPlace(path: string): Promise<RealPlace>;
  /**
   * Locks some inputs of a flake anew, aside. Undefined where all of them are at their newest.
   *
   * Findings: INP001 a source did not answer, INP002 Nix took an old copy, INP003 an input would go backwards, INP004 no
   * such input, INP005 the lock file cannot be read.
   */
  updateInputs(
    flake: FlakeText,
    choice: InputChoice,
    options: { readonly scratch: string; readonly signal: AbortSignal },
  ): Promise<Result<NewLock | undefined>>;
}
