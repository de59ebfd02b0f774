import type { Finding } from '../model/finding.ts';
import type { FindingCode } from '../model/finding-codes.ts';
import { EXIT_CODES } from '../model/outcome.ts';

/** Findings that are no mistake of who asked. */
const OTHERS: Readonly<Partial<Record<FindingCode, number>>> = {
  // The journal cannot be opened.
  HOST005: EXIT_CODES.failed,
  // An interrupted run that only a person can end.
  RUN002: EXIT_CODES['needs-human'],
  RUN007: EXIT_CODES['needs-human'],
};

/**
 * How an act ended that did nothing, as the exit code of a program (docs/COMMANDS.md). Of one that ran, its result says it.
 *
 * @example
 * exitCodeOfRefusal([{ code: 'RUN002', … }])   // 4
 */
export function exitCodeOfRefusal(findings: readonly Finding[]): number {
  const codes = findings.flatMap(({ code }) => OTHERS[code] ?? []);
  return codes.length === 0 ? EXIT_CODES.usage : Math.max(...codes);
}
