import type { Leftovers } from '../../model/host/activation.ts';
import type { FlakeHost, ModulePlace } from '../../model/host/configuration.ts';
import type { Finding } from '../../model/finding.ts';

/**
 * What became of looking at something: a reader has a time limit, and may fail. Left out: something else that is found
 * says why.
 */
export type FactReading<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'late'; readonly limit: number }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'left-out' };

/** What the checks are made of, each member read on its own. Sizes are bytes, times ISO 8601 UTC. */
export interface Readings {
  readonly node: { readonly version: string };
  /** What `nix-instantiate --version` prints; undefined where there is no such program. */
  readonly nix: { readonly version: string | undefined };
  readonly git: { readonly version: string | undefined };
  readonly store: StoreFacts;
  readonly features: FeatureFacts;
  /** Names of Nix' search path that the style needs, and where they lead. */
  readonly lookups: readonly {
    readonly name: string;
    readonly path: string | undefined;
    /** It leads to the flake registry, in which this Nix may not look. */
    readonly registryRefused?: boolean;
  }[];
  readonly configuration: ConfigurationFacts;
  /** Undefined where the configuration is in no git repository. */
  readonly repository: RepositoryFacts | undefined;
  readonly space: readonly SpacePlace[];
  /** Undefined where there is no /boot. */
  readonly boot: BootFacts | undefined;
  readonly systems: SystemsFacts;
  readonly units: UnitFacts;
  readonly leftovers: Leftovers;
  readonly state: StateFacts;
  readonly journal: JournalFacts;
  /** Runs that a dead-man timer is set for. */
  readonly timers: readonly string[];
  /** Undefined before the first snapshot. */
  readonly snapshots:
    { readonly path: string; readonly writable: boolean; readonly damage: string | undefined } | undefined;
  readonly catalogue: 'fresh' | 'stale' | 'missing';
  readonly namespaces: { readonly available: boolean; readonly why: string };
  readonly policy: readonly Finding[];
  readonly providers: { readonly asked: readonly string[]; readonly findings: readonly Finding[] };
}

export type FactName = keyof Readings;

/** What is known of a host without looking at it. */
export interface DiagnosedHost {
  readonly root: string;
  readonly style: 'channel' | 'flake';
  readonly attribute: string | undefined;
  readonly configuration: string;
  readonly profile: string;
  readonly system: string;
  readonly stateDirectory: string;
  /** The first word of the service manager's client. */
  readonly systemctl: string;
  readonly systemdRun: string;
  /** Whether we are root. */
  readonly isRoot: boolean;
  readonly now: string;
}

export type ReadFacts = { readonly [Name in FactName]: FactReading<Readings[Name]> };

export interface DoctorFacts {
  readonly host: DiagnosedHost;
  readonly read: ReadFacts;
}

export interface StoreFacts {
  readonly directory: string;
  /** Nix' answer for the running system: valid, not, or why the store cannot be opened. */
  readonly answer: 'valid' | 'invalid' | { readonly why: string };
  /** Whether a daemon does the writing. */
  readonly daemon: boolean;
  readonly writable: boolean;
}

export interface FeatureFacts {
  readonly enabled: readonly string[];
  readonly files: readonly string[];
}

export interface ConfigurationFacts {
  /** Why the directory cannot be read. */
  readonly problem: string | undefined;
  readonly entries: readonly string[];
  readonly files: ReadonlyMap<string, string>;
  readonly links?: ReadonlyMap<string, string>;
  /** Of a flake: which host. */
  readonly flake?: FlakeHost;
  readonly evaluated?: readonly ModulePlace[];
  readonly unreadable: readonly { readonly file: string; readonly why: string }[];
  /** Symbolic links that lead out of the directory, or nowhere. */
  readonly outside: readonly { readonly link: string; readonly target: string }[];
}

export interface RepositoryFacts {
  readonly root: string;
  /** What git says when it refuses a repository of another owner. */
  readonly refused: string | undefined;
  readonly untracked: readonly string[];
  readonly changed: readonly string[];
  /** Files of the configuration that git does not give a flake, by path relative to it, and what to say of each. */
  readonly withheld?: readonly { readonly file: string; readonly finding: Finding }[];
}

export interface SpacePlace {
  readonly what: 'store' | 'state';
  readonly path: string;
  readonly free: number;
  /** 0 and 0 where the file system counts none. */
  readonly inodes: { readonly total: number; readonly free: number };
}

export interface BootFacts {
  readonly path: string;
  readonly free: number;
  /** Sizes of kernels and initial ramdisks, largest first. */
  readonly images: readonly number[];
  /** Entries of a boot menu that is there. */
  readonly entries: number | undefined;
}

export interface SystemsFacts {
  readonly running: string | undefined;
  readonly booted: string | undefined;
  /** Where the profile leads: `target` is what its link says, `path` where it ends. */
  readonly profile: { readonly target: string | undefined; readonly path: string | undefined };
  readonly kernels: { readonly booted: string | undefined; readonly running: string | undefined };
  readonly generations: readonly { readonly number: number; readonly path: string | undefined }[];
}

export interface UnitFacts {
  /** What `is-system-running` prints; undefined when the service manager does not answer. */
  readonly state: string | undefined;
  readonly failed: readonly string[];
  readonly systemdRun: boolean;
}

/** Who holds a lock. */
export interface Held {
  readonly file: string;
  readonly pid: number;
}

export interface StateFacts {
  readonly there: boolean;
  /** Whether we may read, write and enter it; of one that is not there, whether it can be made. */
  readonly usable: boolean;
  /** Permission bits. */
  readonly mode: number;
  readonly lock:
    (Held & { readonly run: string | undefined; readonly since: string | undefined }) | undefined;
}

export interface JournalFacts {
  readonly rows: number;
  /** When the last event was written. */
  readonly last: string | undefined;
  readonly findings: readonly Finding[];
  readonly unfinished: readonly UnfinishedRun[];
}

export interface UnfinishedRun {
  readonly run: string;
  readonly at: string | undefined;
  /** Whether it had announced a change of the host. */
  readonly touched: boolean;
  /** It waits for a reboot. */
  readonly waits?: boolean;
}
