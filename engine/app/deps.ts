import type { HostSettings } from '../config/host-settings.ts';
import type { ProviderSettings } from '../config/providers.ts';
import type { Host } from '../model/host/host.ts';
import type { Journal } from '../journal/journal.ts';
import { keepWhatIsLeft } from '../host/storage/reserve.ts';
import type { Holder } from '../journal/lock.ts';
import type { ServiceLog } from '../journal/service-log.ts';
import type { Complete } from '../model/completion.ts';
import type { Result } from '../model/finding.ts';
import type { Principal } from '../model/principal.ts';
import type { Redact } from '../redact/redact-data.ts';
import type { RunDeps } from '../run/deps.ts';
import type { Consent } from '../steps/context.ts';
import type { Events } from './act.ts';
import type { HostBusyEvent } from './event.ts';
import { watchNix } from './nix-progress.ts';
import type { JournalUse } from './open-journal.ts';

/** What the acts on one host need from outside. A door makes it once; a test hands in what it likes. */
export interface AppDeps {
  readonly settings: HostSettings;
  readonly host: Host;
  /** HOST005 where it cannot be opened. */
  readonly openJournal: (use?: JournalUse) => Result<Journal>;
  readonly openServiceLog: () => ServiceLog;
  /** A way to ask these providers, the first that answers. Called when a model is asked and not before. */
  readonly loadComplete: (providers: readonly ProviderSettings[]) => Promise<Complete>;
  /** Takes out the secrets of the host's configuration, and what is a secret by its form. */
  readonly redact: Redact;
  /** How this program is started again (`node`, `…/bin.cjs`). */
  readonly self: readonly [string, ...string[]];
}

/** What every act may need of who asked for it. */
export interface Control {
  /** Asks, or knows already what would be answered. */
  readonly consent: Consent;
  /** Aborted when who asked wants it to stop. */
  readonly signal: AbortSignal;
  /** While another run holds the host, to wait its turn; else RUN001. */
  readonly wait?: boolean;
}

/** That of an input, for what is done within its act. */
export function controlOf({ consent, signal, wait = false }: Control): Control {
  return { consent, signal, wait };
}

/**
 * Opens the journal for as long as something is done with runs. Findings: HOST005, and those of `act`.
 *
 * @param use - `recover` for what must be possible on a full disk.
 */
export async function withRunDeps<T>(
  deps: AppDeps,
  principal: Principal,
  { consent, signal, wait = false }: Control,
  events: Events,
  act: (run: RunDeps) => Promise<Result<T>>,
  use: JournalUse = 'write',
): Promise<Result<T>> {
  const opened = deps.openJournal(use);
  if (!opened.ok) return opened;
  using journal = opened.value;
  const { self, redact } = deps;
  const host = deps.host.around((exec) => watchNix(exec, deps.host.clock, 'run', events.tell));
  // The journal stays open until it has ended.
  const result = await act({
    principal,
    host,
    journal,
    self,
    redact,
    onEvent: events.run,
    signal,
    consent: events.asked(consent),
    ...(wait ? { wait: { onHolder: (holder) => events.tell(busy(holder)) } } : {}),
  });
  if (use === 'recover') keepWhatIsLeft(deps.settings.place.state);
  return result;
}

function busy(holder: Holder | undefined): HostBusyEvent {
  return {
    type: 'host-busy',
    ...(holder === undefined ? {} : { holder: { run: holder.run, since: holder.since } }),
  };
}
