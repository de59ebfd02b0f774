import { findStateKind, isChange } from '../../../engine/kinds/find-kind.ts';
import { KINDS } from '../../../engine/kinds/kinds.ts';
import type { Step } from '../../../engine/model/runbook.ts';
import { code } from '../markdown.ts';
import { SAID } from './words.ts';

/** What a rollback of these steps (calls inlined) does and does not do, one sentence each. */
export function sayRollback(steps: readonly Step[]): readonly string[] {
  const taken = [
    ...steps.toReversed().flatMap(sayUndo),
    ...(steps.some((step) => isChange(KINDS, step))
      ? ['The configuration and the system are restored.']
      : []),
    ...(steps.some((step) => findStateKind(KINDS, step)?.reboots === true)
      ? ['Once the host has booted another kernel, going back takes a reboot too, in the same window.']
      : []),
  ];
  const all = [...taken, ...steps.flatMap(sayRest)];
  return all.length > 0 ? all : ['Nothing to undo: it changes nothing.'];
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
    return [`If ${code(step.id)} fails, nothing is rolled back: the host stays as it is.`];
  return [];
}
