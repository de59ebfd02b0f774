import type { BuiltParts } from '../built-effect.ts';
import type { CommandResult } from '../command.ts';
import type { SystemLinks, SystemState } from '../system.ts';

/** A generation of the system profile. `made` is an ISO time. */
export interface Generation {
  readonly number: number;
  readonly made: string;
  readonly path: string;
}

/** Where the system profile points. */
export interface ProfileState {
  readonly path: string;
  readonly generation: number;
}

/** Which systems run, boot next and were booted, and the profile's generations. */
export interface Systems {
  /** Throws where no system runs that one could come back to; so for `state` and `running`. */
  links(): Promise<SystemLinks>;
  state(): Promise<SystemState>;
  running(): Promise<string>;
  profile(): Promise<ProfileState>;
  /** Store path of a generation; undefined when it is gone. */
  generation(number: number): Promise<string | undefined>;
  /** The generations that are there, newest first. */
  generations(): Promise<readonly Generation[]>;
  /** What a system that is built does as root, from its files; undefined where it is not there. */
  effect(toplevel: string): Promise<BuiltParts | undefined>;
  /** Makes a store path the next generation of the profile. */
  setProfile(toplevel: string): Promise<CommandResult>;
  /** Points the profile back at a generation that is there. */
  switchGeneration(number: number): Promise<CommandResult>;
  deleteGenerations(numbers: readonly number[]): Promise<CommandResult>;
}
