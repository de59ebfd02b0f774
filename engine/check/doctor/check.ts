import type { FindingCode } from '../../model/finding-codes.ts';
import type { Finding, Severity } from '../../model/finding.ts';
import type { DoctorFacts, FactName, DiagnosedHost, FactReading, Readings } from './facts.ts';

/** What a check makes of the facts: what it saw in a few words, and what is wrong with it. */
export interface Diagnosis {
  readonly seen: string;
  readonly findings: readonly Finding[];
}

/** One thing that may be wrong with a host. Undefined: it does not apply to this one. */
export interface Check {
  readonly name: string;
  readonly needs: FactName;
  readonly run: (facts: DoctorFacts) => Diagnosis | Unread | undefined;
}

/** The fact could not be read, which is found once, not by each of its checks. */
export type Unread = Exclude<FactReading<never>, { readonly kind: 'read' | 'left-out' }>;

/** What a check may look at beyond the fact that it needs: undefined where that could not be read. */
export interface Around {
  readonly host: DiagnosedHost;
  readonly other: <Name extends FactName>(name: Name) => Readings[Name] | undefined;
}

/**
 * @example
 * check('node', 'node', ({ version }) => ({ seen: version, findings: [] }))
 */
export function check<Name extends FactName>(
  name: string,
  needs: Name,
  examine: (value: Readings[Name], around: Around) => Diagnosis | undefined,
): Check {
  return {
    name,
    needs,
    run: (facts) => {
      const reading: FactReading<Readings[Name]> = facts.read[needs];
      if (reading.kind === 'read') return examine(reading.value, aroundOf(facts));
      return reading.kind === 'left-out' ? undefined : reading;
    },
  };
}

function aroundOf(facts: DoctorFacts): Around {
  return {
    host: facts.host,
    other: <Name extends FactName>(name: Name) => {
      const reading: FactReading<Readings[Name]> = facts.read[name];
      return reading.kind === 'read' ? reading.value : undefined;
    },
  };
}

/** A verdict without anything wrong. */
export function well(seen: string): Diagnosis {
  return { seen, findings: [] };
}

/** A verdict with one problem. */
export function bad(
  seen: string,
  code: FindingCode,
  severity: Severity,
  message: string,
  fix: string,
): Diagnosis {
  return { seen, findings: [{ code, severity, message, fix }] };
}
