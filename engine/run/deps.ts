import type { Host } from '../model/host/host.ts';
import type { Journal } from '../journal/journal.ts';
import type { Holder } from '../journal/lock.ts';
import type { RunDeed } from '../model/deed.ts';
import type { RunEvent } from '../model/event.ts';
import type { RunOutcome } from '../model/outcome.ts';
import type { Principal } from '../model/principal.ts';
import type { Redact } from '../redact/redact-data.ts';
import type { Consent } from '../steps/context.ts';

/** What is done while another run holds the host. */
export interface WaitForHost {
  /** Milliseconds after which it is given up; for ever where there are none. */
  readonly atMost?: number;
  /** Hears who holds the host, once for each of them. */
  readonly onHolder?: (holder: Holder | undefined) => void;
}

/** What a run needs from outside, handed in once. */
export interface RunDeps {
  /** Who asks. */
  readonly principal: Principal;
  readonly host: Host;
  readonly journal: Journal;
  readonly consent: Consent;
  /** How this program is started again (`node`, `…/bin.cjs`). */
  readonly self: readonly [string, ...string[]];
  /** Takes out the secrets of the host's configuration, and what is a secret by its form. */
  readonly redact: Redact;
  /** Hears every event, right after it is on disk. */
  readonly onEvent: (event: RunEvent) => void;
  /** Whether a run waits its turn while another holds the host; without it RUN001. */
  readonly wait?: WaitForHost;
  /** Aborted when a person interrupts. */
  readonly signal: AbortSignal;
}

export interface RunResult {
  readonly run: string;
  readonly outcome: RunOutcome;
  readonly exitCode: number;
  readonly message: string;
  /** Absent where nothing was written of how it ended. */
  readonly did?: RunDeed;
  /** What was not put in order when it ended, a line each. */
  readonly remarks?: readonly string[];
}
