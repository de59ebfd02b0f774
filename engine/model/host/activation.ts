import type { CommandResult } from '../command.ts';

/** An activation that runs as a unit of its own, so that it outlives the engine and the terminal. */
export interface Launch {
  /** Transient unit without suffix; one name a run and purpose, so that a resumed engine finds it again. */
  readonly unit: string;
  /** Where the unit's output goes, in a directory for it alone; gone when the unit has ended. */
  readonly log: string;
}

/** How a launched unit ended. */
export interface Launched {
  /** Undefined where it did not end, or was not started. */
  readonly exitCode: number | undefined;
  readonly timedOut: boolean;
  readonly output: string;
  /** Why it was not started. */
  readonly error?: string;
}

/** What a switch keeps while it goes on, and leaves behind when it is interrupted. */
export interface Leftovers {
  /** Lists of units that an interrupted switch left for the next. */
  readonly lists: readonly { readonly file: string; readonly units: readonly string[] }[];
  /** Who holds the lock of an activation. */
  readonly switchLock: { readonly file: string; readonly pid: number } | undefined;
}

/** Makes systems live, each by its own program. */
export interface Activation {
  /** Runs a system's own checks of whether it can be switched to. */
  check(toplevel: string, signal: AbortSignal): Promise<CommandResult>;
  /** Makes a system the running one, without touching profile or boot entry, and waits for the end. */
  test(toplevel: string, launch: Launch): Promise<Launched>;
  /** The end of an activation that another process began; undefined where none is known. */
  awaitTest(launch: Launch): Promise<Launched | undefined>;
  /** Makes the profile's system what boots next: writes its boot entry. */
  boot(toplevel: string): Promise<CommandResult>;
  leftovers(): Promise<Leftovers>;
  /** Drops the lists of an interrupted switch. */
  dropLists(): Promise<void>;
}
