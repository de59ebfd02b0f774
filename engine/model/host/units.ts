import type { CommandResult } from '../command.ts';

/** What systemd says of one unit. */
export interface UnitState {
  readonly unit: string;
  readonly load: string;
  readonly active: string;
  readonly sub: string;
  /** `success`, `exit-code`, `signal`, `timeout`, … */
  readonly result: string;
  /** Exit status of the main process; meaningful once it has ended. */
  readonly exitStatus: number;
  /** Automatic restarts so far. */
  readonly restarts: number;
}

/** What a unit said last: why it failed, as far as it says so itself. */
export interface UnitReason {
  readonly unit: string;
  /** Oldest first; text of a program, without what would act on a terminal. */
  readonly lines: readonly string[];
}

/** The units of a host. Undefined where the service manager does not answer. */
export interface Units {
  read(unit: string): Promise<UnitState | undefined>;
  /** Whether the host has booted: nothing but what we do ourselves is still to be started. */
  isUp(): Promise<boolean>;
  /** Names of the units that failed, sorted. */
  failed(): Promise<readonly string[] | undefined>;
  /** Names of the units that are starting, stopping or waiting to restart, sorted. */
  moving(): Promise<readonly string[] | undefined>;
  /** The last lines that a unit wrote to its log, oldest first; none where there is no log. */
  log(unit: string, lines: number): Promise<readonly string[]>;
  /** Starts a unit anew, however often it was tried before. */
  restart(unit: string): Promise<CommandResult>;
}
