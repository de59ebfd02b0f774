import { OFFLINE, type ProviderSettings } from '../../config/providers.ts';
import type { HostPlace } from '../../model/host/place.ts';
import { systemClock } from '../../host/clock.ts';
import { openJournal } from '../../journal/journal.ts';
import { knownProviders } from '../../llm/choose.ts';
import type { Names } from './complete.ts';

interface KnownBySettings {
  readonly place: Pick<HostPlace, 'state'>;
  readonly providers: readonly ProviderSettings[];
}

/** Names of a host that no index of options holds: its users, runbooks, runs and providers. */
export function namesBesideOptions(
  { place, providers }: KnownBySettings,
  users: Iterable<string>,
  library: readonly { readonly name: string }[],
): Omit<Names, 'options' | 'packages' | 'switches'> {
  return {
    users: [...users].sort(),
    runbooks: library.map(({ name }) => name).sort(),
    runs: runsOf(place),
    providers: [OFFLINE, ...knownProviders(providers).map(({ name }) => name)].sort(),
  };
}

/** Runs of this host by name, newest first, as far as they may be read. */
function runsOf({ state }: Pick<HostPlace, 'state'>): readonly string[] {
  try {
    using journal = openJournal(state, () => systemClock.now());
    return journal.runs(20).map(({ run }) => run);
  } catch {
    return [];
  }
}
