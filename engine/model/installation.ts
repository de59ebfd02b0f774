/** Our own module in a configuration: that it gets there, or that it goes. */
export interface Installation {
  readonly to: 'present' | 'absent';
  /** Where our sources are: their directory, or for a flake the URL of the input. */
  readonly source: string;
  /** What runs as `nixos-ai`; absent where the module builds its own package. Both are absolute paths. */
  readonly program?: { readonly node: string; readonly script: string };
  /** The text of `flake.lock` afterwards, where the configuration has one and it changes. */
  readonly lock?: string;
}
