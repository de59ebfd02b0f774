import type { JobView, ServiceView } from '../../model/service/service-view.ts';
import type { Paint } from '../text/paint.ts';
import { outcomeWord } from '../progress/progress.ts';
import { table } from '../text/table.ts';

/** The service in a line: whether it watches, and what it is for. */
export function renderServiceLine(
  { pid, triggers, schedules, notifications, counts }: ServiceView,
  paint: Paint,
): string {
  const parts = [
    counted(triggers.length, 'trigger'),
    counted(schedules.length, 'schedule'),
    counted(notifications, 'notification'),
  ].filter((part) => part !== '');
  const watches = pid === undefined ? paint.yellow('does not run') : paint.green(`watches (process ${pid})`);
  const runs = counts['job-ended'] ?? 0;
  return `${watches}: ${parts.join(', ')}; ${runs} run${runs === 1 ? '' : 's'} so far`;
}

/** Every trigger and schedule: what starts it, what it runs, how it ended last. */
export function renderJobs({ triggers, schedules }: ServiceView, paint: Paint): string {
  const rows = [
    ...triggers.map((job) => row('trigger', job, paint)),
    ...schedules.map((job) => row('schedule', job, paint)),
  ];
  return rows.length === 0 ? '' : table(rows);
}

function row(kind: string, { name, when, runbook, last }: JobView, paint: Paint): readonly string[] {
  return [
    kind,
    paint.bold(name),
    when,
    runbook,
    last === undefined ? paint.dim('never yet') : ending(last, paint),
  ];
}

function ending({ outcome, at }: NonNullable<JobView['last']>, paint: Paint): string {
  const how = outcome === undefined ? paint.red('could not run') : outcomeWord(outcome, paint);
  return `${how} ${paint.dim(at.slice(0, 16).replace('T', ' '))}`;
}

function counted(count: number, what: string): string {
  return count === 0 ? '' : `${count} ${what}${count === 1 ? '' : 's'}`;
}
