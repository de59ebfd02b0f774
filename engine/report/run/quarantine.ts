import type { Paint } from '../text/paint.ts';

/** One line a system that did not hold. */
interface Entry {
  readonly outPath: string;
  readonly run: string;
  readonly reason: string;
  readonly at: string;
}

/** What failed, and what the units said that did. */
const MOST_LINES = 14;

export function renderQuarantine(entries: readonly Entry[], paint: Paint): string {
  if (entries.length === 0) return 'The list is empty.';
  return entries
    .map(({ outPath, run, reason, at }) => {
      const why = reason.split('\n').slice(0, MOST_LINES);
      const head = `${paint.bold(run)}  ${at.slice(0, 16).replace('T', ' ')}  ${outPath}`;
      return [head, ...why.map((line) => `  ${line}`)].join('\n');
    })
    .join('\n');
}
