import type { HostPlace } from '../model/host/place.ts';
import type { Clock } from '../model/host/clock.ts';
import { openJournal, type Journal } from '../journal/journal.ts';
import { failed, ok, type Result } from '../model/finding.ts';

/** The journal of a host. HOST005 where it cannot be opened. */
export function tryJournal({ state }: Pick<HostPlace, 'state'>, clock: Clock): Result<Journal> {
  try {
    return ok(openJournal(state, () => clock.now()));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const fix =
      process.getuid?.() === 0
        ? 'check the disk and its permissions'
        : 'run it as root (sudo), or as the owner of the host';
    const message = `the journal in ${state} cannot be opened: ${why}; nothing was changed`;
    return failed({ code: 'HOST005', severity: 'error', message, fix });
  }
}
