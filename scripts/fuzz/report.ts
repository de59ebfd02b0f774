import { table } from '../../engine/report/text/table.ts';
import type { Found, Tally } from './run.ts';

/** What was tried, a line a target. */
export function renderTallies(tallies: readonly Tally[]): string {
  const head = ['target', 'inputs', 'taken', 'time', 'worst', 'memory', 'failures'];
  const rows = tallies.map(({ target, inputs, taken, took, worst, peak, found }) => [
    target,
    String(inputs),
    `${inputs === 0 ? 0 : Math.round((taken / inputs) * 100)} %`,
    `${Math.round(took / 1000)} s`,
    `${Math.round(worst)} ms`,
    `${peak} MB`,
    String(found.length),
  ]);
  return table([head, ...rows]);
}

/** A failure as it is found: what happened, and how to see it again. */
export function renderFound({ target, seed, failure, input }: Found, file: string): string {
  const shown = input.map((piece) => `    ${JSON.stringify(piece.slice(0, 300))}${more(piece)}`);
  return [
    `${target}: ${failure.kind}, seed ${seed}`,
    ...failure.what
      .split('\n')
      .slice(0, 8)
      .map((line) => `    ${line}`),
    '  input',
    ...shown.slice(0, 12),
    `  again: npm run fuzz -- --replay ${file}`,
  ].join('\n');
}

function more(piece: string): string {
  return piece.length <= 300 ? '' : ` and ${piece.length - 300} more characters`;
}
