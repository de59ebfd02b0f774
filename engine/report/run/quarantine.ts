import type { Paint } from '../text/paint.ts';

/** One line a system that did not hold. */
interface Entry {
  readonly outPath: string;
  readonly run: string;
  readonly reason: string;
  readonly at: string;
}

export function renderQuarantine(entries: readonly Entry[], paint: Paint): string {
  if (entries.length === 0) return 'No system is on the list.';
  return entries
    .map(({ outPath, run, reason, at }) => {
      const [why = ''] = reason.split('\n');
      return `${paint.bold(run)}  ${at.slice(0, 16).replace('T', ' ')}  ${outPath}\n  ${why}`;
    })
    .join('\n');
}
