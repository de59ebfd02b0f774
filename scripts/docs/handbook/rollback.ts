import { changesConfiguration } from '../../../engine/check/graph.ts';
import type { Step } from '../../../engine/model/runbook.ts';
import { code } from '../markdown.ts';
import { sayCommand, sayValues } from './words.ts';

/** What a rollback of these steps (calls inlined) does and does not do, one sentence each. */
export function sayRollback(steps: readonly Step[]): readonly string[] {
  const taken = [
    ...steps.toReversed().flatMap(sayUndo),
    ...(steps.some(changesConfiguration) ? ['The configuration and the system are restored.'] : []),
    ...(steps.some(({ kind }) => kind === 'reboot')
      ? ['Once the host has booted another kernel, going back takes a reboot too, in the same window.']
      : []),
  ];
  const all = [...taken, ...steps.flatMap(sayRest)];
  return all.length > 0 ? all : ['Nothing to undo: it changes nothing.'];
}

function sayUndo(step: Step): string[] {
  if (step.kind === 'run' && step.undo !== undefined)
    return [`${code(step.id)} is undone by ${sayCommand(step.undo)}.`];
  if (step.kind !== 'files') return [];
  const files = sayValues([...step.keep, ...step.put.map(({ file }) => file)]);
  const restart = step.restart.length === 0 ? '' : `, and ${sayValues(step.restart)} is restarted`;
  return [`${files} are restored with mode and owner${restart}.`];
}

/** What stays, whatever a rollback does. */
function sayRest(step: Step): string[] {
  if (step.kind === 'collect-garbage') return ['Deleted garbage stays deleted; no rollback needs it.'];
  if (step.kind === 'run' && step.effect === 'irreversible')
    return [`${code(step.id)} cannot be undone: if something fails after it, a person is needed.`];
  if (step.onFailure?.to === 'needs-human')
    return [`If ${code(step.id)} fails, nothing is rolled back: the host stays as it is.`];
  return [];
}
