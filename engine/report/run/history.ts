import type { HistoryEntry } from '../../model/history.ts';
import type { Paint } from '../text/paint.ts';
import { outcomeWord } from '../progress/progress.ts';
import { visible } from '../text/visible.ts';

/** Runs as a table, newest first. */
export function renderHistory(entries: readonly HistoryEntry[], paint: Paint): string {
  if (entries.length === 0) return 'No runs yet.';
  return entries
    .map(({ run, started, ended, paused }) => {
      const outcome =
        ended === undefined || ended === null
          ? paint.yellow((paused ?? 'unfinished').padEnd(16))
          : pad(ended.outcome, outcomeWord(ended.outcome, paint));
      const what =
        started.request ?? (started.of === undefined ? started.runbook : `rollback of ${started.of}`);
      const at = started.at.slice(0, 16).replace('T', ' ');
      return `${paint.bold(visible(run))}  ${visible(at)}  ${outcome}  ${visible(what)}`;
    })
    .join('\n');
}

function pad(word: string, painted: string): string {
  return painted + ' '.repeat(Math.max(0, 16 - word.length));
}
