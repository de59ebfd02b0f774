import type { Mutant } from './mutants.ts';
import { PLACES } from './places.ts';
import { reasonFor } from './reasons.ts';
import type { Verdict } from './trial.ts';

export interface Tried {
  readonly mutant: Mutant;
  readonly verdict: Verdict;
}

/** docs/MUTATION.md: what was tried, what was noticed, and what was not. */
export function renderMutation(tried: readonly Tried[], all: readonly Mutant[], how: string): string {
  return `# Mutation

Small changes are made to the code that must be right, one at a time: a condition turned round, a line left out, a
bound moved. Each is a mutant, and the tests that reach it must fail. Written by \`npm run mutate\`; how it works is told
in [scripts/mutate/mutants.ts](../scripts/mutate/mutants.ts). Strings are left alone.

${how}

| folder | mutants | tried | killed | lived | of these no test reaches | with a reason | score |
|---|---|---|---|---|---|---|---|
${[...Object.keys(PLACES).map((place) => row(place, place, tried, all)), row('all', undefined, tried, all)].join('\n')}

The score is the share of the tried ones that a test killed; those that live with a reason count against it too.

## What lived

${Object.keys(PLACES)
  .map((place) => survivors(place, tried))
  .join('\n')}`;
}

function row(
  name: string,
  place: string | undefined,
  tried: readonly Tried[],
  all: readonly Mutant[],
): string {
  const here = tried.filter(({ mutant }) => place === undefined || mutant.place === place);
  const count = all.filter((mutant) => place === undefined || mutant.place === place).length;
  const lived = here.filter(isAlive);
  const unreached = lived.filter(({ verdict }) => verdict.end === 'unreached').length;
  const reasoned = lived.filter(({ mutant }) => reasonFor(mutant) !== undefined).length;
  const killed = here.length - lived.length;
  const score = here.length === 0 ? '' : `${Math.round((100 * killed) / here.length)} %`;
  return `| ${name} | ${count} | ${here.length} | ${killed} | ${lived.length} | ${unreached} | ${reasoned} | ${score} |`;
}

function survivors(place: string, tried: readonly Tried[]): string {
  const lines = tried
    .filter((one) => isAlive(one) && one.mutant.place === place)
    .sort((one, other) => (placeOf(one.mutant) < placeOf(other.mutant) ? -1 : 1))
    .map(({ mutant, verdict }) => `| ${[...cells(mutant, verdict)].join(' | ')} |`);
  if (lines.length === 0) return '';
  return `### ${place}\n\n| where | the code | became | reason |\n|---|---|---|---|\n${lines.join('\n')}\n`;
}

function* cells(mutant: Mutant, verdict: Verdict): Generator<string> {
  yield `${mutant.file.replace(/^engine\//u, '')}:${mutant.line}`;
  yield inCell(mutant.code);
  yield inCell(mutant.to);
  yield reasonFor(mutant) ?? (verdict.end === 'unreached' ? 'no test reaches it' : '');
}

function isAlive({ verdict }: Tried): boolean {
  return verdict.end !== 'killed';
}

function placeOf({ file, line, id }: Mutant): string {
  return `${file}:${String(line).padStart(5, '0')}:${id}`;
}

/** One line, and no longer than a table bears. */
function inCell(code: string): string {
  const line = code.replaceAll(/\s+/gu, ' ').replaceAll('|', '\\|').replaceAll('`', 'ˋ');
  return `\`${line.length > 90 ? `${line.slice(0, 60)} … ${line.slice(-25)}` : line}\``;
}
