import { assertNever } from '../../model/outcome.ts';
import type { JobName, ServiceEvent } from '../../model/service/service-event.ts';
import type { Paint } from '../text/paint.ts';
import { outcomeWord } from '../progress/progress.ts';
import { nameOfPrincipal } from '../../model/principal.ts';

/** What the service did and saw, a line each, oldest first. */
export function renderServiceEvents(events: readonly ServiceEvent[], paint: Paint): string {
  if (events.length === 0) return 'No events yet.';
  return events.map((event) => renderServiceEvent(event, paint)).join('\n');
}

export function renderServiceEvent(event: ServiceEvent, paint: Paint): string {
  const time = paint.dim(event.at.slice(0, 19).replace('T', ' '));
  const [first = '', ...rest] = describe(event, paint).split('\n');
  return [
    `${time}  ${first}`,
    ...rest.filter((line) => line !== '').map((line) => `${' '.repeat(21)}${line}`),
  ].join('\n');
}

function describe(event: ServiceEvent, paint: Paint): string {
  switch (event.type) {
    case 'daemon-started':
      return paint.dim(`the service began (${event.engine}, ${event.file})`);
    case 'daemon-stopped':
      return paint.dim('the service ended');
    case 'trigger-met':
      return `${paint.bold(event.trigger)} ${event.what}`;
    case 'trigger-cleared':
      return `${paint.bold(event.trigger)} is no longer so`;
    case 'job-started':
      return `${job(event.job, paint)} runs ${event.runbook}`;
    case 'job-skipped':
      return `${job(event.job, paint)} ${paint.yellow('does nothing')}: ${event.message}`;
    case 'job-ended': {
      const how =
        event.outcome === undefined ? paint.red('could not run') : outcomeWord(event.outcome, paint);
      const said = event.message === '' ? '' : `: ${event.message}`;
      return `${job(event.job, paint)} ${how}${event.run === undefined ? '' : ` (run ${event.run})`}${said}`;
    }
    case 'notified':
      return `${paint.bold(event.notification)} was told: ${event.about} ${event.occasion}`;
    case 'notify-failed':
      return `${paint.bold(event.notification)} ${paint.red('could not be told')} (${event.about} ${event.occasion}): ${event.message}`;
    case 'request':
      return `${paint.bold(nameOfPrincipal(event.by))} asked: ${event.what}`;
    case 'request-refused':
      return `${paint.bold(nameOfPrincipal(event.by))} ${paint.yellow('was refused')}: ${event.message}`;
    case 'trouble':
      return `${paint.bold(event.about)} ${paint.red('trouble')}: ${event.message}`;
    default:
      return assertNever(event);
  }
}

function job({ kind, name }: JobName, paint: Paint): string {
  return `${kind} ${paint.bold(name)}`;
}
