import type { BuiltParts } from './built-effect.ts';

/** The states of a host that tools confuse: which system runs, boots next, was booted, and what the profile says. */
export interface SystemLinks {
  /** Store path of the toplevel behind `current-system`. */
  readonly running: string;
  /** Store path the system profile points to. */
  readonly profile: string;
  /** Number of the profile's current generation. */
  readonly generation: number;
  readonly booted: string;
  /** Tells this boot of the host from every other; absent in journals of older engines. */
  readonly boot?: string;
}

/** The same, with what the service manager says. */
export interface SystemState extends SystemLinks {
  /** Units in the failed state, sorted. */
  readonly failedUnits: readonly string[];
}

/**
 * What one evaluation tells about a system: enough for the semantic diff. Hashes stand for contents.
 * Absent members could not be evaluated on this host's module set.
 */
export interface SystemFacts {
  readonly drvPath: string;
  readonly outPath: string;
  readonly hostName: string;
  readonly options: Readonly<Record<string, OptionValue>>;
  /** Output paths of the packages that edits name, by attribute; null where the attribute is missing. */
  readonly pkgs: Readonly<Record<string, string | null>>;
  /** Names with version of the same packages; absent where they were not told. */
  readonly pkgNames?: Readonly<Record<string, string>>;
  readonly packages: readonly PackageFact[];
  /** Unit name → hash of its text; null for a disabled unit. */
  readonly units: Readonly<Record<string, string | null>>;
  readonly ports: {
    readonly firewall: boolean;
    readonly tcp: readonly number[];
    readonly udp: readonly number[];
  };
  /** What a program on the host takes for given; absent where it was not told. */
  readonly relied?: ReliedFacts;
  readonly users: Readonly<Record<string, readonly string[]>>;
  readonly groups: readonly string[];
  readonly kernel: string;
  readonly etc: Readonly<Record<string, string>>;
  /** What is done as root, and who is, beside the files of `etc`; absent where it was not told. */
  readonly effect?: BuiltParts;
  readonly warnings: readonly string[];
}

/** Empty where the module set cannot tell. `sudoRules` is a hash. */
export interface ReliedFacts {
  /** `x86_64-linux` */
  readonly system?: string;
  readonly timeZone?: string | null;
  readonly nixPath?: readonly string[];
  readonly sudo?: boolean;
  readonly sudoRules?: string;
  /** Whether the system has Nix, and a program to switch to it. */
  readonly nix?: boolean;
  readonly switch?: boolean;
}

export interface PackageFact {
  readonly name: string;
  readonly version: string;
  readonly outPath: string;
}

/** An option's evaluated value as plain data (packages as `{ outPath }`), and where it comes from if that was asked. */
export interface OptionValue extends Partial<OptionOrigin> {
  readonly value: unknown;
  readonly defined: boolean;
  /** The option is there, and its value does not evaluate: it has none, or it breaks. */
  readonly failed?: true;
  /** Names of what is in each set above it, from the second component of its path on. */
  readonly around?: readonly (readonly string[])[];
}

/** Where the value of an option comes from. */
export interface OptionOrigin {
  readonly files: readonly string[];
  /** What is written, of the highest priority, before the option makes another form of it. */
  readonly definitions: readonly unknown[];
  /** The definitions that decide, each with its file. */
  readonly winners: readonly Winner[];
  /** Nobody defines it: it has the default of its declaration. */
  readonly isDefault?: true;
  /** Files of the configuration itself, not of the package set, that define it; absent where that is not known. */
  readonly own?: readonly string[];
}

/** A definition of the highest priority, and the file it stands in as the module system names it. */
export interface Winner {
  readonly file: string;
  readonly value: unknown;
}
