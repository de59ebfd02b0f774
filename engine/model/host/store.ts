import type { CommandResult } from '../command.ts';
import type { BuildPlan } from '../plan.ts';

/** A store path that is there, or the command that did not give it. */
export type Realised =
  { readonly ok: true; readonly outPath: string } | { readonly ok: false; readonly result: CommandResult };

/** The Nix store of a host. */
export interface Store {
  /** Whether a path is there whole. */
  isValid(path: string): Promise<boolean>;
  /** Builds or fetches a derivation or an output path, and roots it at `root` against garbage collection. */
  realise(path: string, root: string, signal: AbortSignal): Promise<Realised>;
  /** What realising a derivation would take. */
  plan(drvPath: string, signal: AbortSignal): Promise<BuildPlan>;
  /** Keeps a path from garbage collection under a name, and lets go of the oldest beyond those to be kept. */
  keep(name: string, path: string): Promise<void>;
  /** What runs can be taken back to, and what open runs go between. */
  kept(): Promise<readonly string[]>;
  /** Deletes every path that nothing needs. @param options.timeout - Milliseconds. */
  collectGarbage(options: { readonly timeout: number; readonly signal: AbortSignal }): Promise<CommandResult>;
}
