import type { Finding } from '../finding.ts';

/**
 * What was asked for cannot be done, for a reason that has a code: thrown where many calls lie between the reason and who
 * can tell it, and told there as findings are.
 */
export class RefusedByHost extends Error {
  override readonly name: string = 'RefusedByHost';
  readonly findings: readonly Finding[];

  constructor(...findings: readonly Finding[]) {
    super(findings.map(({ message }) => message).join('; '));
    this.findings = findings;
  }
}
