import { moment } from '../../model/units.ts';
import type { Around, Check, Verdict } from './check.ts';
import { bad, check, well } from './check.ts';
import type { JournalFacts, Readings, StateFacts } from './facts.ts';

/** The state directory, the journal and the snapshots in it. */
export const STATE_CHECKS: readonly Check[] = [
  check('state', 'state', checkState),
  check('journal', 'journal', checkJournal),
  check('clock', 'journal', checkClock),
  check('snapshots', 'snapshots', checkSnapshots),
];

function checkState(state: StateFacts, { host }: Around): Verdict {
  const { stateDirectory: path } = host;
  if (!state.usable) {
    const what = state.there ? 'read and write' : 'create';
    const message = `this user cannot ${what} the state directory ${path}; no run starts without it`;
    const fix = host.isRoot ? 'mount it writable' : 'run it as root (sudo), or as the owner of the host';
    return bad('not usable', 'DOC060', 'error', message, fix);
  }
  if (!state.there) return well(`${path}, created by the first run`);
  const mode = state.mode.toString(8).padStart(4, '0');
  if ((state.mode & 0o077) === 0) return well(`${path}, mode ${mode}`);
  const message = `${path} is accessible to users other than its owner (mode ${mode}; it should be 0700), and snapshots contain the configuration's secrets`;
  return bad(`mode ${mode}`, 'DOC061', 'error', message, `chmod 0700 ${path}`);
}

function checkJournal({ rows, findings }: JournalFacts): Verdict {
  return { seen: findings.length === 0 ? `${rows} rows, as signed` : `${rows} rows`, findings };
}

// A minute is what clocks differ by without harm; a day changes the order of the history.
const DRIFT_MS = { warning: 60_000, error: 86_400_000 } as const;

function checkClock({ last }: JournalFacts, { host }: Around): Verdict | undefined {
  if (last === undefined) return undefined;
  const behind = Date.parse(last) - Date.parse(host.now);
  if (behind <= DRIFT_MS.warning) return well(moment(host.now));
  const severity = behind > DRIFT_MS.error ? 'error' : 'warning';
  const message = `the clock says ${host.now}, but the journal's last event was written at ${last}: runs, approvals and timers would be out of order`;
  return bad(
    moment(host.now),
    'DOC062',
    severity,
    message,
    'set the clock: timedatectl set-ntp true, and check the clock battery of the computer',
  );
}

function checkSnapshots(snapshots: Readings['snapshots']): Verdict | undefined {
  if (snapshots === undefined) return undefined;
  const { path, writable, damage } = snapshots;
  if (!writable) {
    const message = `${path} is not writable: no snapshot can be taken, and no run starts`;
    return bad('not writable', 'DOC063', 'error', message, 'mount it writable, or fix its permissions');
  }
  if (damage === undefined) return well(path);
  const message = `git cannot read the snapshots in ${path}: ${damage}`;
  const fix = `if its HEAD is damaged: printf 'ref: refs/heads/main\\n' > ${path}/HEAD; otherwise move it away, and the next run creates a new one`;
  return bad('damaged', 'DOC064', 'error', message, fix);
}
