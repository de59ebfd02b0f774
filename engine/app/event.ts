import type { ModelProgress } from '../compile/model/drafted.ts';
import type { RunEvent } from '../model/event.ts';
import type { Finding } from '../model/finding.ts';
import type { NixProgress } from '../model/nix-progress.ts';
import type { Reply } from './conversation/reply.ts';

/**
 * What is told while something is done: what the journal holds of a run, and beside it what no journal keeps. It holds no
 * secret; a door shows it as it is.
 */
export type AppEvent = RunEvent | ProgressEvent | ReplyEvent;

/** Of no run, or of no interest afterwards. */
export type ProgressEvent = NixProgressEvent | ModelProgressEvent | FindingEvent | HostBusyEvent;

/** How far a Nix command has come: now and then while it runs, and once when it has ended. One that is over at once is not told of. */
export interface NixProgressEvent {
  readonly type: 'nix-progress';
  /** Two may run at once: which of them it is. */
  readonly command: number;
  readonly during: 'planning' | 'run';
  readonly progress: NixProgress;
  /** Milliseconds since 1970, as in {@link NixProgress}. */
  readonly now: number;
  readonly ended: boolean;
}

/** What a model is doing that was asked for a plan. */
export interface ModelProgressEvent {
  readonly type: 'model-progress';
  readonly progress: ModelProgress;
}

/** Another run holds the host, and this one waits its turn. */
export interface HostBusyEvent {
  readonly type: 'host-busy';
  /** The run that is waited for, and since when it holds the host or waits itself; absent where it is not known. */
  readonly holder?: { readonly run: string; readonly since: string };
}

/** A warning: it keeps nothing from being done. In a conversation also what does. */
export interface FindingEvent {
  readonly type: 'finding';
  readonly finding: Finding;
}

/** What a conversation says beside what happens in its runs. */
export interface ReplyEvent {
  readonly type: 'reply';
  readonly reply: Reply;
}
