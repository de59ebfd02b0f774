import type { FindingCode } from './finding-codes.ts';

/** Where a finding points: a file as the user named it, one-based line and column (columns count UTF-16 units). */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export type Severity = 'error' | 'warning' | 'info';

/**
 * A problem as data. Collected, never thrown on the way; shown once, at the edge.
 *
 * `code` is API: stable, one of model/finding-codes.ts, documented in docs/FINDINGS.md, two to five capitals and a number (`NIX001`, `RB014`, `OPT002`).
 * `message` says what failed, what we got and what is allowed; `fix` says what to do.
 *
 * @example
 * { code: 'OPT001', severity: 'error', message: "option 'virtualisation.dokcer.enable' does not exist",
 *   position: { file: 'docker.yaml', line: 6, column: 14 }, fix: "did you mean 'virtualisation.docker.enable'?" }
 */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly message: string;
  readonly position?: Position;
  readonly fix?: string;
}

/** A value, or the findings that say why there is none. Warnings may come with a value. */
export type Result<T> =
  | { readonly ok: true; readonly value: T; readonly findings: readonly Finding[] }
  | { readonly ok: false; readonly value?: never; readonly findings: readonly Finding[] };

export function ok<T>(value: T, findings: readonly Finding[] = []): Result<T> {
  return { ok: true, value, findings: findings.map(inBounds) };
}

export function failed(...findings: readonly Finding[]): Result<never> {
  return { ok: false, findings: findings.map(inBounds) };
}

/** Characters of a message. Most are a line; one repeats what was written, which may be a whole file. */
export const LONGEST_MESSAGE = 5_000;

/** The finding, with no more of what was written than a person reads. Who makes a result need not ask. */
export function inBounds(finding: Finding): Finding {
  const { message } = finding;
  return message.length <= LONGEST_MESSAGE
    ? finding
    : { ...finding, message: `${message.slice(0, LONGEST_MESSAGE - 1).toWellFormed()}…` };
}

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === 'error');
}
