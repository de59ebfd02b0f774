import { Args, Flags } from '@oclif/core';
import { runJob } from '../../../app/run-job.ts';
import { jobPrincipal } from '../../../model/principal.ts';
import { BaseCommand, hostFlags } from '../../base-command.ts';
import { onInterrupt } from '../../interrupt.ts';

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
    const { context } = this;
    const { name } = args;
    const principal = jobPrincipal({ kind: flags.key === undefined ? 'schedule' : 'trigger', name });
    const input = { name, key: flags.key, signal: onInterrupt(output) };
    const done = await context.done(runJob(context.deps(settings), principal, input));
    if (done.kind === 'ran') return context.finish(done.ran);
    const { job, message } = done;
    output.answer('skipped', { job, message }, () => message);
  }
}
