import type { Around, Check, Verdict } from './check.ts';
import { bad, check, well } from './check.ts';
import type { UnitFacts } from './facts.ts';
import type { Leftovers as LeftoverFacts } from '../../model/host/activation.ts';
import { listed } from './words.ts';

/** The service manager, and what an earlier switch left. */
export const UNIT_CHECKS: readonly Check[] = [
  check('service manager', 'units', checkManager),
  check('systemd-run', 'units', checkSystemdRun),
  check('failed units', 'units', checkFailed),
  check('switch lock', 'leftovers', checkSwitchLock),
  check('leftover lists', 'leftovers', checkLists),
];

function checkManager({ state }: UnitFacts, { host }: Around): Verdict {
  if (state !== undefined) return well(state);
  const message = `${host.systemctl} does not answer: no unit can be started, stopped or checked`;
  const fix = host.isRoot
    ? 'boot the host (nixos-ai sandbox start DIR for a sandbox); in a chroot or emergency mode only a boot entry can be made'
    : 'run it as root (sudo), or as the owner of the host; then check that the host is booted';
  return bad('no answer', 'DOC050', 'error', message, fix);
}

function checkSystemdRun({ systemdRun }: UnitFacts, { host }: Around): Verdict {
  if (systemdRun) return well(host.systemdRun);
  const message = `${host.systemdRun} cannot be started: a switch would not outlive the session that started it, so no switch is made`;
  return bad(
    'not found',
    'DOC051',
    'error',
    message,
    'set host.systemd-run in the host settings, or fix the PATH',
  );
}

function checkFailed({ state, failed }: UnitFacts, { host }: Around): Verdict | undefined {
  if (state === undefined) return undefined;
  if (failed.length === 0) return well('none');
  const message = `failed units: ${listed(failed)}; a change is not blamed for them and does not fix them`;
  return bad(
    listed(failed),
    'DOC052',
    'warning',
    message,
    `${host.systemctl} status ${failed[0] ?? ''} shows why`,
  );
}

function checkSwitchLock({ switchLock }: LeftoverFacts): Verdict {
  if (switchLock === undefined) return well('free');
  const message = `process ${switchLock.pid} holds ${switchLock.file}: a switch is in progress, and another would be refused`;
  return bad(`held by process ${switchLock.pid}`, 'DOC053', 'warning', message, 'wait for it to end');
}

function checkLists({ lists, switchLock }: LeftoverFacts): Verdict | undefined {
  // While a switch is going on they are its own.
  if (switchLock !== undefined) return undefined;
  if (lists.length === 0) return well('none');
  const units = listed([...new Set(lists.flatMap((list) => list.units))]);
  const files = lists.map(({ file }) => file);
  const message = `a switch was interrupted: ${files.join(', ')} are left over, and the next switch or rollback acts on ${units}`;
  const fix = `switch again to finish it, or remove them: rm ${files.join(' ')}`;
  return bad(units, 'DOC054', 'warning', message, fix);
}
