import { readService } from '../host/service-file.ts';
import type { ServiceLog } from '../journal/service-log.ts';
import { failed, ok, type Result } from '../model/finding.ts';
import type { Principal } from '../model/principal.ts';
import type { JobName } from '../model/service/service-event.ts';
import type { Service } from '../model/service/service.ts';
import type { RunResult } from '../run/play/conduct.ts';
import { findSchedule, refuseByWindow, runDueJob, unknown, type DueJob } from '../run/play/job.ts';
import { checkNamed } from '../run/session.ts';
import { begin, type Act, type Events } from './act.ts';
import { consentTo } from './approval.ts';
import { withRunDeps, type AppDeps } from './deps.ts';
import { openHostSession } from './host-session.ts';

export interface JobInput {
  /** The schedule; with `key` the trigger. */
  readonly name: string;
  /** The event that a trigger is for: the service has written it down, and that the job began. */
  readonly key?: string | undefined;
  readonly signal: AbortSignal;
}

export type JobDone =
  | { readonly kind: 'ran'; readonly ran: RunResult }
  /** It is not its time. */
  | { readonly kind: 'skipped'; readonly job: JobName; readonly message: string };

/**
 * Runs a job of the service file. Nobody is asked: policy says whether it may run, or an approval that is on record. While
 * another run holds the host it waits. How it ended is in the log of the service.
 *
 * Findings: SRV004 no such job, HOST005, those of reading the host and of checking the runbook, RUN001, RUN002, RUN007, RUN008.
 */
export function runJob(deps: AppDeps, principal: Principal, input: JobInput): Act<JobDone> {
  return begin(deps.redact, async (events) => {
    const service = events.withWarnings(await readService(deps.settings.service));
    if (!service.ok) return service;
    using log = deps.openServiceLog();
    const due = findDue(deps, service.value, input, log);
    if (!due.ok) return due;
    if (due.value.kind === 'skipped') return ok(due.value);
    // The log stays open until it has ended.
    return await runDue(deps, principal, due.value.due, input.signal, log, events);
  });
}

type Due = Extract<JobDone, { kind: 'skipped' }> | { readonly kind: 'due'; readonly due: DueJob };

function findDue(deps: AppDeps, service: Service, { name, key }: JobInput, log: ServiceLog): Result<Due> {
  return key === undefined ? findScheduled(deps, service, name, log) : findTriggered(service, name, key, log);
}

function findScheduled({ host }: AppDeps, service: Service, name: string, log: ServiceLog): Result<Due> {
  const schedule = findSchedule(service, name);
  if (!schedule.ok) return schedule;
  const job = { kind: 'schedule', name } as const;
  const message = refuseByWindow(schedule.value, host.clock.now());
  if (message !== undefined) {
    log.append({ type: 'job-skipped', job, why: 'outside-window', message });
    return ok({ kind: 'skipped', job, message });
  }
  const { runbook, calendar } = schedule.value;
  log.append({ type: 'job-started', job, runbook });
  return ok({ kind: 'due', due: { name: job, job: schedule.value, cause: { ...job, event: calendar } } });
}

function findTriggered(service: Service, name: string, key: string, log: ServiceLog): Result<Due> {
  const trigger = service.triggers.find((one) => one.name === name);
  if (trigger === undefined) return failed(unknown('trigger', name, service.triggers));
  const job = { kind: 'trigger', name } as const;
  const what = log.whatMet(name, key);
  const event = what === undefined ? {} : { event: what };
  return ok({ kind: 'due', due: { name: job, job: trigger, cause: { ...job, ...event } } });
}

async function runDue(
  deps: AppDeps,
  principal: Principal,
  due: DueJob,
  signal: AbortSignal,
  log: ServiceLog,
  events: Events,
): Promise<Result<JobDone>> {
  const { approved, runbook, with: given } = due.job;
  const consent = consentTo(approved ? { kind: 'everything', by: 'the service file' } : { kind: 'nothing' });
  return withRunDeps(deps, principal, { consent, signal }, events, async (run) => {
    const result = await runDueJob(run, log, due, async () => {
      const session = await openHostSession(deps, events);
      return session.ok ? checkNamed(session.value, runbook, given) : session;
    });
    return result.ok ? ok({ kind: 'ran', ran: result.value }) : result;
  });
}
