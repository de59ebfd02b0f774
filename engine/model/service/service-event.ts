import type { RunOutcome } from '../outcome.ts';
import type { Principal } from '../principal.ts';
import type { Occasion } from './service.ts';

/** Who a job is of: a trigger, a schedule, or a person who asked through the socket. */
export interface JobName {
  readonly kind: 'trigger' | 'schedule' | 'operator';
  readonly name: string;
}

/** Why a trigger or a schedule did nothing. */
export type Skipped = 'running' | 'resting' | 'exhausted' | 'outside-window';

/** What was seen of what a trigger waits for. */
export type Sighting =
  /** `result` in systemd's words: `exit-code`, `oom-kill`; absent where it says none. */
  | { readonly kind: 'unit-failed'; readonly unit: string; readonly result?: string }
  | { readonly kind: 'path-changed'; readonly path: string }
  /** Percent. */
  | { readonly kind: 'disk-full' | 'memory-full'; readonly percent: number }
  /** What each check that failed said. */
  | { readonly kind: 'health'; readonly failed: readonly string[] };

/** Why a request was refused before it became a command. */
export type Refused = 'malformed' | 'operators-only' | 'unidentified';

/** What the service did and saw, in the order it happened. `nixos-ai events` shows exactly these. */
export type ServiceEventBody =
  | { readonly type: 'daemon-started'; readonly engine: string; readonly file: string; readonly pid: number }
  | { readonly type: 'daemon-stopped' }
  /** What a trigger waits for is so. `key` is one for each time that it comes to be so. */
  | {
      readonly type: 'trigger-met';
      readonly trigger: string;
      readonly key: string;
      readonly what: string;
      /** The same as data. Absent in what older services wrote. */
      readonly seen?: Sighting;
    }
  /** It is no longer so. */
  | { readonly type: 'trigger-cleared'; readonly trigger: string }
  | { readonly type: 'job-started'; readonly job: JobName; readonly runbook: string; readonly key?: string }
  | {
      readonly type: 'job-skipped';
      readonly job: JobName;
      readonly why: Skipped;
      /** ISO 8601: not before then, where that is known. */
      readonly until?: string;
      readonly message: string;
    }
  | {
      readonly type: 'job-ended';
      readonly job: JobName;
      /** Absent where no run began. */
      readonly run?: string;
      readonly outcome?: RunOutcome;
      readonly exitCode: number;
      /** Codes of the findings for which no run began. */
      readonly codes?: readonly string[];
      readonly message: string;
    }
  | {
      readonly type: 'notified';
      readonly notification: string;
      readonly occasion: Occasion;
      readonly about: string;
    }
  | {
      readonly type: 'notify-failed';
      readonly notification: string;
      readonly occasion: Occasion;
      readonly about: string;
      readonly message: string;
    }
  /** Somebody asked through the socket for something that changes the host. */
  | { readonly type: 'request'; readonly by: Principal; readonly what: string }
  | {
      readonly type: 'request-refused';
      readonly by: Principal;
      /** Absent in what older services wrote. */
      readonly why?: Refused;
      readonly message: string;
    }
  /** Something that is watched cannot be watched; what is said of it is tried again. */
  | { readonly type: 'trouble'; readonly about: string; readonly message: string };

export type ServiceEvent = ServiceEventBody & {
  readonly v: 1;
  /** One-based in the log. */
  readonly id: number;
  /** ISO 8601, milliseconds, UTC. */
  readonly at: string;
};
