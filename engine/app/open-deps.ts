import type { HostSettings } from '../config/host-settings.ts';
import { systemClock } from '../host/clock.ts';
import { realHost } from '../host/real/real-host.ts';
import { exec } from '../host/process/exec.ts';
import { openServiceLog } from '../journal/service-log.ts';
import type { Redact } from '../redact/redact-data.ts';
import type { AppDeps } from './deps.ts';
import { tryJournal } from './open-journal.ts';

/** What only the process knows. */
export interface ProcessFacts {
  /** Keys of providers are read from it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** How this program is started again. */
  readonly self: readonly [string, ...string[]];
  readonly random: () => number;
}

/** The acts on a host of this computer. `redact` takes out the host's secrets. */
export function openDeps(settings: HostSettings, redact: Redact, facts: ProcessFacts): AppDeps {
  return {
    settings,
    host: realHost({ settings, exec, clock: systemClock }),
    redact,
    self: facts.self,
    openJournal: (use) => tryJournal(settings.place, systemClock, use),
    openServiceLog: () => openServiceLog(settings.place.state, () => systemClock.now()),
    loadComplete: async (providers) => {
      // The SDKs take longer to load than most commands to run.
      const { makeCompleteInOrder } = await import('../llm/complete.ts');
      return makeCompleteInOrder(providers, { env: facts.env, clock: systemClock, random: facts.random });
    },
  };
}
