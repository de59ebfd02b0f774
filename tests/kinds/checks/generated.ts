import { checkTaint } from '../../../engine/check/paths/check-taint.ts';
import { parseSteps } from '../../lib/runbooks.ts';

/** The codes of what steps may not do that nobody wrote. */
export function checkGenerated(steps: string): readonly string[] {
  return checkTaint({ ...parseSteps(steps), origin: 'generated' }).map(({ code }) => code);
}
