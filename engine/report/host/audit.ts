import type { Finding } from '../../model/finding.ts';
import { assertNever } from '../../model/outcome.ts';
import { moment } from '../../model/units.ts';
import type { Paint } from '../text/paint.ts';

export interface AuditView {
  readonly rows: number;
  readonly runs: number;
  readonly firstBadRow: object | null;
  readonly signed: { readonly id: number; readonly at: string } | null;
  readonly unsigned: number;
  readonly writtenOn: {
    readonly now: 'here' | 'elsewhere' | 'unbound';
    readonly before: readonly number[];
  } | null;
  readonly key: string | null;
  readonly findings: readonly Finding[];
}

/** What an audit found, a line each: how much was read, up to which row it is signed, and with which key. */
export function renderAudit(audit: AuditView, paint: Paint): string {
  const whole = audit.findings.length === 0;
  const { rows, runs, signed, unsigned, writtenOn, key } = audit;
  const lines = [
    whole ? `${paint.green('✓')} the journal is intact` : `${paint.red('✗')} the journal is not intact`,
    `  read    ${count(rows, 'row')} of ${count(runs, 'run')}${audit.firstBadRow === null ? '' : ' before the first broken one'}`,
    `  signed  ${signed === null ? 'not known' : `up to row ${signed.id}, at ${moment(signed.at)}`}`,
    ...(unsigned === 0
      ? []
      : [`  since   ${count(unsigned, 'row')} not signed yet: who may write the journal could forge them`]),
    ...(writtenOn === null ? [] : [`  host    ${whereOf(writtenOn)}`]),
    ...(key === null ? [] : [`  key     ${paint.dim(`SHA-256 ${key}`)}`]),
  ];
  return lines.join('\n');
}

function whereOf({ now, before }: NonNullable<AuditView['writtenOn']>): string {
  const earlier = before.map((row) => `; rows from ${row} on were written on another machine`).join('');
  switch (now) {
    case 'here':
      return `written on this machine${earlier}`;
    case 'elsewhere':
      return `signed on another machine${earlier}`;
    case 'unbound':
      return 'signed without a machine, as older engines do: the next run that ends adds this one';
    default:
      return assertNever(now);
  }
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
