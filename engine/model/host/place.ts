/** How a host is configured: by channels and `configuration.nix`, or by a flake. */
export type Style = 'channel' | 'flake';

/** Where a host keeps what is looked at and changed, and the programs that do it. */
export interface HostPlace {
  readonly root: string;
  readonly configuration: string;
  readonly style: Style;
  readonly attribute?: string;
  /** Nobody named the attribute: it is what this computer is called. */
  readonly attributeIsHostName?: true;
  /** Module files to start from, relative to the configuration; absent where they are found without. */
  readonly entries?: readonly string[];
  readonly profile: string;
  /** `/run` of the host. */
  readonly system: string;
  /** The engine's own files. */
  readonly state: string;
  readonly systemctl: readonly [string, ...string[]];
  readonly systemdRun: readonly [string, ...string[]];
  readonly nixPath: Readonly<Record<string, string>>;
  readonly nixOptions: Readonly<Record<string, string>>;
}

/** How long things may take. Milliseconds. */
export interface Limits {
  readonly evaluate: number;
  readonly build: number;
  readonly switch: number;
  readonly settle: number;
  readonly bookkeeping: number;
  readonly margin: number;
  readonly approval: number;
  readonly reboot: number;
}

/** Where a host is, and how long things may take there. */
export interface HostSite {
  readonly place: HostPlace;
  readonly limits: Limits;
}
