import { Args, Flags } from '@oclif/core';
import { rollBack } from '../../app/roll-back.ts';
import { BaseCommand, hostFlags } from '../base-command.ts';

export default class Rollback extends BaseCommand {
  static override readonly summary = 'Take a run back: the files and the system of before it.';
  static override readonly description =
    'Without RUN, the last verified run that has not been taken back. A run that was interrupted is put back at once, without asking.';
  static override readonly examples = [
    '<%= config.bin %> rollback',
    '<%= config.bin %> rollback 20261122-100501-a3f9',
  ];
  static override readonly args = {
    run: Args.string({ description: 'The run, or the beginning of its name.' }),
  };
  static override readonly flags = {
    ...hostFlags,
    yes: Flags.boolean({ char: 'y', description: 'Approve what the preview shows.' }),
    'dry-run': Flags.boolean({ description: 'Stop after the preview.' }),
    'dead-man': Flags.boolean({
      description: 'Only if the run was interrupted; used by the timer a switch sets.',
      hidden: true,
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Rollback);
    this.begin(flags);
    const settings = await this.openHost(flags.host);
    const { context } = this;
    const { 'dead-man': deadMan, 'dry-run': dryRun } = flags;
    const input = { run: args.run, deadMan, dryRun, ...context.control(flags) };
    context.finish(await context.done(rollBack(context.deps(settings), context.principal(settings), input)));
  }
}
