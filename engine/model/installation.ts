/** Our own module in a configuration: that it gets there, or that it goes. */
export interface Installation {
  readonly to: 'present' | 'absent';
  /** Where our sources are: their directory, or for a flake the URL of the input. */
  readonly source: string;
  /** What runs as `nixos-ai`; absent where the module builds its own package. */
  readonly program?: OwnProgram;
  /** The text of `flake.lock` afterwards, where the configuration has one and it changes. */
  readonly lock?: string;
}

/** A program that runs from where it is, by absolute paths. `host` is the directory of the host that it then means. */
export interface OwnProgram {
  readonly node: string;
  readonly script: string;
  readonly host?: string;
}
