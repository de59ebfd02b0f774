import type { Command, CommandResult } from '../command.ts';
import type { NixProgress } from '../nix-progress.ts';

export interface ExecOptions {
  /** Ends the command (its whole process group) when aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds; no limit when absent. */
  readonly timeout?: number;
  /** Written to standard input. */
  readonly input?: string;
  /** The command's own environment is all it gets: for what outlives this program. */
  readonly onlyOwnEnvironment?: boolean;
  /** Hears that a Nix command has said something of its work; how far that is, is reckoned when it asks. */
  readonly onProgress?: (progress: () => NixProgress) => void;
}

/** Runs a command. Never throws for what the command does: that it fails, or is not there, is a result. */
export type Exec = (command: Command, options?: ExecOptions) => Promise<CommandResult>;
