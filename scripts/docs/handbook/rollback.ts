import { findStateKind, isChange } from '../../../engine/kinds/find-kind.ts';
import { KINDS } from '../../../engine/kinds/kinds.ts';
import type { Step } from '../../../engine/model/runbook.ts';
import { code } from '../markdown.ts';
import { SAID } from './words.ts';

/** What a rollback of a run of these steps (calls inlined) does, one sentence each; what it does not is said too. */
export function sayRollback(steps: readonly Step[]): readonly string[] {
  const taken = [
    ...steps.toReversed().flatMap(sayUndo),
    ...(steps.some((step) => isChange(KINDS, step))
      ? [
          'The files of the configuration, the running system, the profile and the boot entry are those of before.',
        ]
      : []),
    ...(steps.some((step) => findStateKind(KINDS, step)?.reboots === true)
      ? ['Once the host was booted into another kernel, the way back is a reboot too, in the same window.']
      : []),
  ];
  const all = [...taken, ...steps.flatMap(sayRest)];
  return all.length > 0 ? all : ['There is nothing to take back: it changes nothing.'];
}

function sayUndo(step: Step): string[] {
  const said = findStateKind(KINDS, step)?.documentUndo?.(step, SAID);
  return said === undefined ? [] : [said];
}

/** What stays, whatever a rollback does. */
function sayRest(step: Step): string[] {
  const said = findStateKind(KINDS, step)?.documentRest?.(step, SAID);
  if (said !== undefined) return [said];
  if (step.onFailure?.to === 'needs-human')
    return [`Where ${code(step.id)} fails nothing is rolled back: the host stays as it then is.`];
  return [];
}
