import { changesConfiguration } from '../../../engine/check/graph.ts';
import type { Step } from '../../../engine/model/runbook.ts';
import { code } from '../markdown.ts';
import { sayCommand, sayValues } from './words.ts';

/** What a rollback of a run of these steps (calls inlined) does, one sentence each; what it does not is said too. */
export function sayRollback(steps: readonly Step[]): readonly string[] {
  const taken = [
    ...steps.toReversed().flatMap(sayUndo),
    ...(steps.some(changesConfiguration)
      ? [
          'The files of the configuration, the running system, the profile and the boot entry are those of before.',
        ]
      : []),
    ...(steps.some(({ kind }) => kind === 'reboot')
      ? ['Once the host was booted into another kernel, the way back is a reboot too, in the same window.']
      : []),
  ];
  const all = [...taken, ...steps.flatMap(sayRest)];
  return all.length > 0 ? all : ['There is nothing to take back: it changes nothing.'];
}

function sayUndo(step: Step): string[] {
  if (step.kind === 'run' && step.undo !== undefined)
    return [`What ${code(step.id)} did is undone by ${sayCommand(step.undo)}.`];
  if (step.kind !== 'files') return [];
  const files = sayValues([...step.keep, ...step.put.map(({ file }) => file)]);
  const restart = step.restart.length === 0 ? '' : `, and ${sayValues(step.restart)} is restarted`;
  return [`${files} are put back as they were, with mode and owner${restart}.`];
}

/** What stays, whatever a rollback does. */
function sayRest(step: Step): string[] {
  if (step.kind === 'collect-garbage')
    return ['What was deleted as garbage stays deleted; no way back needs it.'];
  if (step.kind === 'run' && step.effect === 'irreversible')
    return [`What ${code(step.id)} did stays: where something fails after it, a person is needed.`];
  if (step.onFailure?.to === 'needs-human')
    return [`Where ${code(step.id)} fails nothing is rolled back: the host stays as it then is.`];
  return [];
}
