import { renderFindings } from '../report/findings.ts';
import type { Performed } from '../steps/context.ts';

/**
 * What a state says when it ends, as text: its message, and below it what it found.
 *
 * @example
 * saidBy({ outcome: 'reject', message: 'not approved', findings: [known] })   // 'not approved\nwarning QUA001: …'
 */
export function saidBy({ message, findings = [] }: Performed): string {
  const texts = findings.length === 0 ? [] : [renderFindings(findings)];
  return (message === '' ? texts : [message, ...texts]).join('\n');
}
