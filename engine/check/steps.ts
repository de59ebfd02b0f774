import type { FindingCode } from '../model/finding-codes.ts';
import type { Finding } from '../model/finding.ts';
import type { Runbook, Step } from '../model/runbook.ts';
import { isChange } from '../kinds/find-kind.ts';
import { KINDS } from '../kinds/kinds.ts';
import type { Kinds } from '../kinds/step-kind.ts';

/** What the order and the edges of the steps must be like, by itself and by their kinds. Findings RB101 to RB105. */
export function checkSteps(runbook: Runbook, kinds: Kinds = KINDS): Finding[] {
  const { steps } = runbook;
  const own = kinds.steps.flatMap((kind) => kind.checkOrder?.(steps, kinds) ?? []);
  return [...checkTargets(steps, kinds), ...checkOneSwitch(steps, kinds), ...own];
}

/** `on-failure: <step>` leads forward, to a step that is a state: no loop, no jump into the middle of a change. */
function checkTargets(steps: readonly Step[], kinds: Kinds): Finding[] {
  return steps.flatMap((step, index) => {
    if (step.onFailure?.to !== 'step') return [];
    const { step: name } = step.onFailure;
    const target = steps.findIndex((other) => other.id === name);
    if (target === -1) {
      return [
        error(
          'RB101',
          step,
          `on-failure leads to '${name}', which is no step of this runbook`,
          'name one of its steps',
        ),
      ];
    }
    if (target <= index) {
      return [
        error(
          'RB101',
          step,
          `on-failure leads back to '${name}', which could loop`,
          'lead it to a later step, or use retry',
        ),
      ];
    }
    const changes = steps.slice(index, target + 1).some((other) => isChange(kinds, other));
    if (changes)
      return [
        error(
          'RB102',
          step,
          `on-failure jumps over an edit to '${name}'`,
          'a change is made or not made; use rollback',
        ),
      ];
    return [];
  });
}

/** One run makes one switch: an edit after a step that looks at the new system would need a second. */
function checkOneSwitch(steps: readonly Step[], kinds: Kinds): Finding[] {
  const first = steps.findIndex((step) => isChange(kinds, step));
  if (first === -1) return [];
  const between = steps.slice(first);
  const firstOther = between.findIndex((step) => !isChange(kinds, step));
  return between.slice(Math.max(firstOther, 0)).flatMap((step) => {
    if (!isChange(kinds, step) || firstOther === -1) return [];
    const after = between[firstOther]?.id ?? '';
    return [
      error(
        'RB103',
        step,
        `the change '${step.id}' stands after '${after}', which runs on the new system; one run makes one switch`,
        `move it before '${after}', or make two runbooks`,
      ),
    ];
  });
}

function error(code: FindingCode, step: Step, message: string, fix: string): Finding {
  return { code, severity: 'error', message, position: step.position, fix };
}
