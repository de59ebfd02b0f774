import { Flags } from '@oclif/core';
import { renderHistory } from '../../report/history.ts';
import { visibleData } from '../../report/visible.ts';
import { BaseCommand, hostFlags } from '../base-command.ts';

export default class History extends BaseCommand {
  static override readonly summary = 'List the runs of the host, newest first.';
  static override readonly flags = {
    ...hostFlags,
    limit: Flags.integer({ char: 'n', description: 'How many at most.', default: 20, min: 1 }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(History);
    this.begin(flags);
    using journal = this.openJournal(await this.openHost(flags.host));
    const runs = journal.runs(flags.limit);
    if (this.output.json)
      runs.forEach((run) => this.output.answer('run', { ...run, ended: run.ended ?? null }, () => ''));
    else this.output.text(renderHistory(visibleData(runs), this.output.paint));
  }
}
