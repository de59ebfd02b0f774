/** A toplevel that did not hold: why, and in which run. */
export interface Quarantined {
  readonly outPath: string;
  /** Empty where the system was known by its path alone. */
  readonly drvPath: string;
  readonly run: string;
  readonly reason: string;
  /** ISO 8601. */
  readonly at: string;
}

/** The systems that were tried on a host and did not hold. */
export interface Quarantine {
  /** The entry of a system, by its path or its derivation. */
  find(system: { readonly outPath: string; readonly drvPath: string }): Promise<Quarantined | undefined>;
  add(entry: Quarantined): Promise<void>;
  /** Takes a system off the list. */
  clear(outPath: string): Promise<void>;
}
