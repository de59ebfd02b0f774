import { hasErrors, LONGEST_MESSAGE, type Finding, type Result } from '../../engine/model/finding.ts';
import { renderFindings } from '../../engine/report/findings.ts';
import type { Ending } from './target.ts';

/** How a result ended. Throws where it is refused and nobody is told why. */
export function endingOf(result: Result<unknown>): Ending {
  checkTold(result.findings);
  if (result.ok) return 'taken';
  if (!hasErrors(result.findings)) throw new Error('refused without an error that says why');
  return 'refused';
}

/** Throws where a finding says nothing, says the whole input, or is nowhere. */
export function checkTold(findings: readonly Finding[]): void {
  for (const finding of findings) {
    const { message, position } = finding;
    if (message.trim() === '') throw new Error(`${finding.code} has no message`);
    if (message.length > LONGEST_MESSAGE)
      throw new Error(`${finding.code} has a message of ${message.length} characters`);
    if (position !== undefined && !(position.line >= 1 && position.column >= 1))
      throw new Error(`${finding.code} is nowhere: ${JSON.stringify(position)}`);
  }
  renderFindings(findings);
}
