import { Args, Flags } from '@oclif/core';
import { readService } from '../../../host/service-file.ts';
import { openServiceLog, type ServiceLog } from '../../../journal/service-log.ts';
import { failed, ok, type Result } from '../../../model/finding.ts';
import type { Service } from '../../../model/service/service.ts';
import { findSchedule, refuseByWindow, runJob, unknown, type DueJob } from '../../../run/job.ts';
import { checkNamed, openSession } from '../../../run/session.ts';
import type { Answer, Consent } from '../../../steps/context.ts';
import { BaseCommand, hostFlags } from '../../base-command.ts';
import { refreshCommand } from '../../refresh-command.ts';

export default class ServiceRun extends BaseCommand {
  static override readonly summary = 'Run a schedule of the service file now, as its timer does.';
  static override readonly description =
    'Nobody is asked: policy says whether it may run, or an approval that is on record. Outside of its window it does nothing. While another run holds the host it waits.';
  static override readonly examples = ['<%= config.bin %> service run nightly-cleanup'];
  static override readonly args = {
    name: Args.string({ description: 'The schedule; with --key the trigger.', required: true }),
  };
  static override readonly flags = {
    ...hostFlags,
    key: Flags.string({ description: 'The event that the trigger is for.', helpValue: 'KEY', hidden: true }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ServiceRun);
    const output = this.begin(flags);
    const settings = await this.openHost(flags.host);
    const service = this.need(await readService(settings));
    using log = openServiceLog(settings.state);
    const due =
      flags.key === undefined
        ? this.#schedule(service, args.name, log)
        : this.need(triggered(service, args.name, flags.key, log));
    if (due === undefined) return;
    const deps = { ...this.runDeps(settings, { yes: false }), consent: inAdvance(due.job.approved) };
    using _journal = deps.journal;
    const result = await runJob(deps, log, due, async () => {
      const session = await openSession(this.exec, settings, refreshCommand(settings));
      return session.ok ? checkNamed(session.value, due.job.runbook, due.job.with) : session;
    });
    output.live?.clear();
    this.finish(result);
  }

  /** Undefined when it is not its time. */
  #schedule(service: Service, name: string, log: ServiceLog): DueJob | undefined {
    const schedule = this.need(findSchedule(service, name));
    const job = { kind: 'schedule', name } as const;
    const refused = refuseByWindow(schedule, new Date());
    if (refused !== undefined) {
      log.append({ type: 'job-skipped', job, why: 'outside-window', message: refused });
      this.output.answer('skipped', { job, message: refused }, () => refused);
      return undefined;
    }
    log.append({ type: 'job-started', job, runbook: schedule.runbook });
    return { name: job, job: schedule, cause: { ...job, event: schedule.calendar } };
  }
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
