import { Args } from '@oclif/core';
import { clearQuarantine } from '../../../host/system/quarantine.ts';
import { renderQuarantine } from '../../../report/run/quarantine.ts';
import { BaseCommand, hostFlags } from '../../base-command.ts';

export default class QuarantineClear extends BaseCommand {
  static override readonly summary = 'Forget that systems did not hold: one, or all.';
  static override readonly examples = [
    '<%= config.bin %> quarantine clear 20261122-100501-a3f9',
    '<%= config.bin %> quarantine clear',
  ];
  static override readonly args = {
    which: Args.string({
      description: 'The store path, or the run (or the beginning of its name); else all.',
    }),
  };
  static override readonly flags = hostFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(QuarantineClear);
    const output = this.begin(flags);
    const settings = await this.openHost(flags.host);
    const entries = await clearQuarantine(settings.state, args.which);
    output.answer('quarantine', { cleared: entries }, () =>
      entries.length === 0
        ? 'Nothing was on the list.'
        : `Forgotten:\n${renderQuarantine(entries, output.paint)}`,
    );
  }
}
