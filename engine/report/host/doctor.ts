import type { Examined } from '../../check/doctor/examine.ts';
import type { Finding } from '../../model/finding.ts';
import type { Paint } from '../text/paint.ts';

/** A diagnosis: a line a check, what is wrong and what to do about it below, and a sentence at the end. */
export function renderDiagnosis(checks: readonly Examined[], paint: Paint): string {
  const width = Math.max(0, ...checks.map(({ name }) => name.length)) + 2;
  const lines = checks.flatMap((check) => [
    `${mark(check, paint)} ${paint.bold(check.name.padEnd(width))}${check.seen}`,
    ...check.findings.map((finding) => renderProblem(finding, paint)),
  ]);
  return [...lines, '', summary(checks)].join('\n');
}

function mark({ state }: Examined, paint: Paint): string {
  if (state === 'ok') return paint.green('✓');
  return state === 'warning' ? paint.yellow('!') : paint.red('✗');
}

function renderProblem({ code, severity, message, position, fix }: Finding, paint: Paint): string {
  const where = position === undefined ? '' : `${position.file}:${position.line}:${position.column}: `;
  const colour = { error: paint.red, warning: paint.yellow, info: paint.dim }[severity];
  const remedy = fix === undefined ? '' : `\n    → ${fix}`;
  return `    ${colour(`${severity} ${code}`)}: ${where}${message}${remedy}`;
}

/** The outcome in a sentence, the worst first. */
export function summary(checks: readonly Examined[]): string {
  const count = (state: Examined['state']): number => checks.filter((check) => check.state === state).length;
  const [errors, warnings] = [count('error'), count('warning')];
  const worth = warnings === 0 ? '' : `, ${things(warnings)} worth a look`;
  const first = things(errors);
  if (errors > 0)
    return `${first.charAt(0).toUpperCase()}${first.slice(1)} must be mended before this host can be changed safely${worth}.`;
  if (warnings > 0)
    return `This host can be changed; ${things(warnings)} ${warnings === 1 ? 'is' : 'are'} worth a look.`;
  return 'This host can be changed: nothing is wrong with it.';
}

function things(count: number): string {
  return count === 1 ? 'one thing' : `${count} things`;
}
