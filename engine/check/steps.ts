import type { FindingCode } from '../model/finding-codes.ts';
import type { Finding } from '../model/finding.ts';
import type { Runbook, Step } from '../model/runbook.ts';
import { changesConfiguration } from './graph.ts';

/** What the order and the edges of the steps must be like. Findings RB101 to RB105. */
export function checkSteps(runbook: Runbook): Finding[] {
  const { steps } = runbook;
  return [...checkTargets(steps), ...checkOneSwitch(steps), ...checkUndo(steps), ...checkReboot(steps)];
}

/** `on-failure: <step>` leads forward, to a step that is a state: no loop, no jump into the middle of a change. */
function checkTargets(steps: readonly Step[]): Finding[] {
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
    const changes = steps.slice(index, target + 1).some(changesConfiguration);
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
function checkOneSwitch(steps: readonly Step[]): Finding[] {
  const first = steps.findIndex(changesConfiguration);
  if (first === -1) return [];
  const between = steps.slice(first);
  const firstOther = between.findIndex((step) => !changesConfiguration(step));
  return between.slice(Math.max(firstOther, 0)).flatMap((step) => {
    if (!changesConfiguration(step) || firstOther === -1) return [];
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

/** What changes the host says how it is undone, or that it cannot be and a person is asked before. */
function checkUndo(steps: readonly Step[]): Finding[] {
  return steps.flatMap((step, index) => {
    if (step.kind !== 'run') return [];
    if (step.effect === 'change' && step.undo === undefined) {
      return [
        error(
          'RB104',
          step,
          `the step '${step.id}' changes the host and has no undo`,
          'give undo: [ … ], or say effect: irreversible',
        ),
      ];
    }
    const asked = steps.slice(0, index).some((other) => other.kind === 'approve');
    if (step.effect === 'irreversible' && !asked) {
      return [
        error(
          'RB104',
          step,
          `the step '${step.id}' cannot be undone and nobody is asked before`,
          'put an approve step before it',
        ),
      ];
    }
    return [];
  });
}

/** The host is rebooted once, with the new system or without one, and comes back to a run that knows what to do. */
function checkReboot(steps: readonly Step[]): Finding[] {
  const first = steps.findIndex((step) => step.kind === 'reboot');
  const edit = steps.findIndex(changesConfiguration);
  return steps.flatMap((step, index) => {
    const failing = step.onFailure;
    const target = failing?.to === 'step' ? steps.findIndex(({ id }) => id === failing.step) : -1;
    // What makes the new system boot stands right before it.
    if (index < first && first <= target)
      return [
        rebootError(
          step,
          'jumps to the reboot, or over it, when it fails',
          'lead it to a step before the reboot',
        ),
      ];
    if (step.kind !== 'reboot') return [];
    const to = failing?.to;
    if (index !== first) return [rebootError(step, 'is the second reboot', 'reboot once')];
    if (edit > index) return [rebootError(step, 'stands before an edit', 'move it behind the edits')];
    if (step.ifNeeded === true && edit === -1)
      return [rebootError(step, 'reboots if that is needed, and nothing is changed', 'leave if-needed out')];
    if (to === 'continue' || to === 'step' || step.retry !== undefined)
      return [rebootError(step, 'goes on without a reboot, or tries again', 'use rollback or needs-human')];
    return [];
  });
}

function rebootError(step: Step, what: string, fix: string): Finding {
  return error('RB105', step, `the step '${step.id}' ${what}`, fix);
}

function error(code: FindingCode, step: Step, message: string, fix: string): Finding {
  return { code, severity: 'error', message, position: step.position, fix };
}
