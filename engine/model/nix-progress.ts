/** What a Nix command is run for. */
export type NixTask = 'evaluate' | 'dry-build' | 'build';

/** How many of how many. `expected` grows while Nix finds out what is needed. */
export interface Count {
  readonly done: number;
  readonly expected: number;
  readonly running: number;
  readonly failed: number;
}

/** One thing that Nix does right now. */
export interface NixActivity {
  /** `copy`: a store path from a binary cache; `download`: any other file; `other`: what Nix says in words. */
  readonly kind: 'build' | 'copy' | 'download' | 'other';
  /** Of a store path or derivation without the hash: `docker-24.0`; of a file its URL. */
  readonly name: string;
  /** The build's phase: `buildPhase`. */
  readonly phase?: string;
  /** The newest line of the build's log. */
  readonly line?: string;
  /** The computer that builds it, where that is another one. */
  readonly machine?: string;
  /** When it began, in milliseconds since 1970. */
  readonly since: number;
}

/** How far one Nix command has come. */
export interface NixProgress {
  readonly task: NixTask;
  /** When it began, in milliseconds since 1970. */
  readonly since: number;
  readonly builds: Count;
  /** Store paths from binary caches. */
  readonly copies: Count;
  /** Bytes from binary caches, as they come over the wire where Nix says so, else unpacked. */
  readonly bytes: { readonly done: number; readonly expected: number };
  /** Nix files that were read. */
  readonly files: number;
  /** Store paths that binary caches were asked for. */
  readonly queries: number;
  /** Oldest first. */
  readonly running: readonly NixActivity[];
}

/** A derivation that did not build. */
export interface FailedBuild {
  readonly drv: string;
  /** What Nix says of it: `builder for '/nix/store/….drv' failed with exit code 3`. */
  readonly why: string;
  /** The last lines of its log. */
  readonly log: readonly string[];
}
