import type { RunOutcome } from '../outcome.ts';
import type { TimeWindow, WrittenCheck } from '../runbook.ts';

/** What the service does on its own on a host, resolved: every member has a value. Durations are milliseconds. */
export interface Service {
  readonly file: string;
  /** Groups whose members may run and approve. */
  readonly operators: readonly string[];
  /** Groups whose members may look. */
  readonly viewers: readonly string[];
  readonly schedules: readonly Schedule[];
  readonly triggers: readonly Trigger[];
  readonly notifications: readonly Notification[];
}

/** A runbook and the values of its parameters. */
export interface Job {
  readonly runbook: string;
  readonly with: Readonly<Record<string, unknown>>;
  /** Who wrote it approves of it in advance, where policy wants one person to confirm. */
  readonly approved: boolean;
}

/** A job by the clock: a timer of systemd starts it. */
export interface Schedule extends Job {
  readonly name: string;
  /** OnCalendar of systemd. */
  readonly calendar: string;
  readonly jitter: number;
  readonly persistent: boolean;
  readonly window?: TimeWindow;
}

/** A job by an event. */
export interface Trigger extends Job {
  readonly name: string;
  readonly when: When;
  /** How long it rests after a run of it has ended. */
  readonly cooldown: number;
  readonly budget: Budget;
}

/** At most `runs` in any `per`. */
export interface Budget {
  readonly runs: number;
  readonly per: number;
}

export type When =
  | { readonly kind: 'unit-failed'; readonly unit: string }
  | { readonly kind: 'path-changed'; readonly path: string }
  | { readonly kind: 'disk-full'; readonly path: string; readonly above: number }
  | { readonly kind: 'memory-full'; readonly above: number }
  | {
      readonly kind: 'health';
      readonly checks: readonly WrittenCheck[];
      readonly every: number;
      readonly failures: number;
    };

/** What somebody may be told of: how a run ended, that it waits for an approval, that none could be started. */
export type Occasion = RunOutcome | 'waits' | 'refused';

export interface Template {
  readonly title: string;
  readonly body: string;
}

/** Who is told of what, and how. */
export interface Notification {
  readonly name: string;
  readonly on: readonly Occasion[];
  readonly template: Template;
  readonly channel: Channel;
}

export type Channel =
  | {
      readonly kind: 'webhook';
      readonly url: string | SecretFile;
      readonly token?: SecretFile;
    }
  | {
      readonly kind: 'ntfy';
      readonly server: string;
      readonly topic: string;
      readonly priority: number;
      readonly token?: SecretFile;
    }
  | {
      readonly kind: 'smtp';
      readonly host: string;
      readonly port: number;
      readonly tls: 'starttls' | 'implicit' | 'none';
      readonly from: string;
      readonly to: readonly string[];
      readonly user?: string;
      readonly password?: SecretFile;
    }
  | { readonly kind: 'desktop' };

/** A secret is never written down in a setting: only where it is. */
export interface SecretFile {
  readonly file: string;
}
