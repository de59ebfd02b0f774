import type { Finding } from '../../../model/finding.ts';
import type { Step } from '../../../model/runbook.ts';
import { isChange } from '../../find-kind.ts';
import type { Kinds } from '../../step-kind.ts';

/** The host is rebooted once, with the new system or without one, and comes back to a run that knows what to do. RB105. */
export function checkReboot(steps: readonly Step[], kinds: Kinds): readonly Finding[] {
  const first = steps.findIndex((step) => step.kind === 'reboot');
  const edit = steps.findIndex((step) => isChange(kinds, step));
  return steps.flatMap((step, index) => {
    const failing = step.onFailure;
    const target = failing?.to === 'step' ? steps.findIndex(({ id }) => id === failing.step) : -1;
    // What makes the new system boot stands right before it.
    if (index < first && first <= target)
      return [
        finding(
          step,
          'jumps to the reboot, or over it, when it fails',
          'lead it to a step before the reboot',
        ),
      ];
    if (step.kind !== 'reboot') return [];
    const to = failing?.to;
    if (index !== first) return [finding(step, 'is the second reboot', 'reboot once')];
    if (edit > index) return [finding(step, 'stands before an edit', 'move it behind the edits')];
    if (step.ifNeeded === true && edit === -1)
      return [finding(step, 'reboots if that is needed, and nothing is changed', 'leave if-needed out')];
    if (to === 'continue' || to === 'step' || step.retry !== undefined)
      return [finding(step, 'goes on without a reboot, or tries again', 'use rollback or needs-human')];
    return [];
  });
}

function finding({ id, position }: Step, what: string, fix: string): Finding {
  return { code: 'RB105', severity: 'error', message: `the step '${id}' ${what}`, position, fix };
}
