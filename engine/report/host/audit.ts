import type { Finding } from '../../model/finding.ts';
import { moment } from '../../model/units.ts';
import type { Paint } from '../text/paint.ts';

export interface AuditView {
  readonly rows: number;
  readonly runs: number;
  readonly firstBadRow: object | null;
  readonly signed: { readonly id: number; readonly at: string } | null;
  readonly key: string | null;
  readonly findings: readonly Finding[];
}

/** What an audit found, a line each: how much was read, up to which row it is signed, and with which key. */
export function renderAudit(audit: AuditView, paint: Paint): string {
  const whole = audit.findings.length === 0;
  const { rows, runs, signed, key } = audit;
  const lines = [
    whole ? `${paint.green('✓')} the journal is whole` : `${paint.red('✗')} the journal is not whole`,
    `  read    ${count(rows, 'row')} of ${count(runs, 'run')}${audit.firstBadRow === null ? '' : ' before the first that is wrong'}`,
    `  signed  ${signed === null ? 'not known' : `up to row ${signed.id}, at ${moment(signed.at)}`}`,
    ...(key === null ? [] : [`  key     ${paint.dim(`SHA-256 ${key}`)}`]),
  ];
  return lines.join('\n');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
