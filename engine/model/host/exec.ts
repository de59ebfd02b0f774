import type { Command, CommandResult } from '../command.ts';
import type { NixProgress } from '../nix-progress.ts';

export interface ExecOptions {
  /** Ends the command (its whole process group) when aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds. When absent: a day where a signal ends the command, else ten minutes. */
  readonly timeout?: number;
  /** The user that it runs as; our own when absent. */
  readonly owner?: { readonly uid: number; readonly gid: number };
  /** Written to standard input. */
  readonly input?: string;
  /** The command's own environment is all it gets: for what outlives this program. */
  readonly onlyOwnEnvironment?: boolean;
  /** Hears that a Nix command has said something of its work; how far that is, is reckoned when it asks. */
  readonly onProgress?: (progress: () => NixProgress) => void;
}

/**
 * Runs a command until its program has ended, at the latest 5 s after its time limit. Never throws for what the command
 * does: that it fails, or is not there, is a result; and so is what it leaves running.
 */
export type Exec = (command: Command, options?: ExecOptions) => Promise<CommandResult>;
