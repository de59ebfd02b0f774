import type { Cause } from '../model/cause.ts';
import type { Notice } from '../model/service/notice.ts';
import type { RunOutcome } from '../model/outcome.ts';
import { nameOfPrincipal, type Principal } from '../model/principal.ts';
import type { Notification, Occasion } from '../model/service/service.ts';
import type { ServiceEvent } from '../model/service/service-event.ts';

/** How a run ended, as far as somebody may want to know. */
export interface EndOfRun {
  readonly run: string;
  readonly runbook: string;
  readonly request?: string;
  readonly outcome: RunOutcome;
  readonly message: string;
  readonly by: Principal;
  readonly at: string;
  readonly cause?: Cause;
}

const WORDS: Readonly<Record<Occasion, string>> = {
  verified: 'changed as asked',
  'no-change': 'nothing to change',
  planned: 'planned',
  failed: 'failed, nothing was changed',
  rejected: 'not approved',
  'rolled-back': 'rolled back',
  'needs-human': 'needs a person',
  'pending-reboot': 'waits for a reboot',
  'pending-approval': 'waits for an approval',
  waits: 'waits for an approval',
  refused: 'did not run',
};

/** What is told of the end of a run; one that nobody was there to approve waits. */
export function noticeOfRun(end: EndOfRun, host: string): Notice {
  const waits = end.outcome === 'rejected' && end.cause !== undefined;
  const occasion = waits || end.outcome === 'pending-approval' ? 'waits' : end.outcome;
  const { run, runbook, message, at } = end;
  const by = nameOfPrincipal(end.by);
  return {
    occasion,
    run,
    runbook: end.request ?? runbook,
    outcome: WORDS[occasion],
    message,
    host,
    by,
    at,
    cause: end.cause === undefined ? by : `${end.cause.kind} ${end.cause.name}`,
  };
}

/** What is told of a job that could not run, or may not any more; undefined of every other event. */
export function noticeOfEvent(event: ServiceEvent, host: string): Notice | undefined {
  const exhausted = event.type === 'job-skipped' && event.why === 'exhausted';
  const lost = event.type === 'job-ended' && event.run === undefined && event.exitCode !== 0;
  if (!exhausted && !lost) return undefined;
  const { job, message, at } = event;
  return {
    occasion: 'refused',
    run: '',
    runbook: job.name,
    outcome: WORDS.refused,
    message,
    host,
    by: 'nixos-ai',
    at,
    cause: `${job.kind} ${job.name}`,
  };
}

/** Who wants to know. `rejected` holds for what waits, too. */
export function recipients(all: readonly Notification[], { occasion }: Notice): readonly Notification[] {
  return all.filter(({ on }) => on.includes(occasion) || (occasion === 'waits' && on.includes('rejected')));
}
