import { readService } from '../../../host/service-file.ts';
import { openServiceLog, type ServiceLog } from '../../../journal/service-log.ts';
import { failed, ok, type Result } from '../../../model/finding.ts';
import type { Service } from '../../../model/service/service.ts';
import { findSchedule, refuseByWindow, runJob, unknown, type DueJob } from '../../../run/job.ts';
import { checkNamed, openSession } from '../../../run/session.ts';
import type { Answer, Consent } from '../../../steps/context.ts';
import { finishRun, runDeps } from '../../apply.ts';
import { serviceRun } from '../../command-line/declarations/service.ts';
import { makeCommand } from '../../command-line/handler.ts';
import type { CommandContext } from '../../context.ts';
import { execFor } from '../../nix-watch.ts';
import { refreshCommand } from '../../refresh-command.ts';

export const command = makeCommand(serviceRun, async (context, { args, flags }) => {
  const { output } = context;
  const settings = await context.openHost(flags.host);
  const service = context.need(await readService(settings));
  using log = openServiceLog(settings.state);
  const due =
    flags.key === undefined
      ? schedule(context, service, args.name, log)
      : context.need(triggered(service, args.name, flags.key, log));
  if (due === undefined) return;
  const deps = { ...runDeps(context, settings, { yes: false }), consent: inAdvance(due.job.approved) };
  using _journal = deps.journal;
  const result = await runJob(deps, log, due, async () => {
    const session = await openSession(execFor(context.output), settings, refreshCommand(settings));
    return session.ok ? checkNamed(session.value, due.job.runbook, due.job.with) : session;
  });
  output.live?.clear();
  finishRun(context, result);
});

/** Undefined when it is not its time. */
function schedule(
  context: CommandContext,
  service: Service,
  name: string,
  log: ServiceLog,
): DueJob | undefined {
  const schedule = context.need(findSchedule(service, name));
  const job = { kind: 'schedule', name } as const;
  const refused = refuseByWindow(schedule, new Date());
  if (refused !== undefined) {
    log.append({ type: 'job-skipped', job, why: 'outside-window', message: refused });
    context.output.answer('skipped', { job, message: refused }, () => refused);
    return undefined;
  }
  log.append({ type: 'job-started', job, runbook: schedule.runbook });
  return { name: job, job: schedule, cause: { ...job, event: schedule.calendar } };
}

/** Nobody is here to be asked: what was not approved in advance is not approved. */
function inAdvance(approved: boolean): Consent {
  const answer = async (): Promise<Answer> =>
    Promise.resolve({ approved, by: approved ? 'the service file' : 'nobody' });
  return { plan: answer, question: answer };
}

/** The trigger whose job the service has started: that is on record, and so is what happened. */
function triggered(service: Service, name: string, key: string, log: ServiceLog): Result<DueJob> {
  const trigger = service.triggers.find((one) => one.name === name);
  if (trigger === undefined) return failed(unknown('trigger', name, service.triggers));
  const met = log
    .newest(1000)
    .findLast((event) => event.type === 'trigger-met' && event.trigger === name && event.key === key);
  const job = { kind: 'trigger', name } as const;
  const event = met?.type === 'trigger-met' ? { event: met.what } : {};
  return ok({ name: job, job: trigger, cause: { ...job, ...event } });
}
