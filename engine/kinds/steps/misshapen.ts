import type { Finding } from '../../model/finding.ts';
import type { Step } from '../../model/runbook.ts';

/** RES006: a parameter has a value that the engine cannot act on. */
export function misshapen(
  step: Pick<Step, 'id' | 'position'>,
  what: string,
  got: unknown,
  allowed: string,
): Finding {
  return {
    code: 'RES006',
    severity: 'error',
    message: `'${what}' of the step '${step.id}' is ${allowed}, got ${JSON.stringify(got)}`,
    position: step.position,
    fix: 'give the parameter a value of that form',
  };
}
