import { OFFLINE } from '../../config/providers.ts';
import type { HostSettings } from '../../config/host-settings.ts';
import { systemClock } from '../../host/clock.ts';
import { openJournal } from '../../journal/journal.ts';
import { knownProviders } from '../../llm/choose.ts';
import type { Names } from './complete.ts';

/** Names of a host that no index of options holds: its users, runbooks, runs and providers. */
export function otherNames(
  settings: HostSettings,
  users: Iterable<string>,
  library: readonly { readonly name: string }[],
): Omit<Names, 'options' | 'packages' | 'switches'> {
  return {
    users: [...users].sort(),
    runbooks: library.map(({ name }) => name).sort(),
    runs: runsOf(settings),
    providers: [OFFLINE, ...knownProviders(settings.providers).map(({ name }) => name)].sort(),
  };
}

/** Runs of this host by name, newest first, as far as they may be read. */
function runsOf(settings: HostSettings): readonly string[] {
  try {
    using journal = openJournal(settings.place.state, () => systemClock.now());
    return journal.runs(20).map(({ run }) => run);
  } catch {
    return [];
  }
}
