import type { Finding } from '../model/finding.ts';

/** One finding as a line, and its remedy on a second. */
export function renderFinding(finding: Finding): string {
  const { position } = finding;
  const where = position === undefined ? '' : `${position.file}:${position.line}:${position.column}: `;
  const fix = finding.fix === undefined ? '' : `\n  → ${finding.fix}`;
  return `${where}${finding.severity} ${finding.code}: ${finding.message}${fix}`;
}

export function renderFindings(findings: readonly Finding[]): string {
  return findings.map(renderFinding).join('\n');
}
