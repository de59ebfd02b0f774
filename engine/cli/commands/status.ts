import { exec } from '../../host/exec.ts';
import { readStatus } from '../../host/status.ts';
import { renderStatus } from '../../report/status.ts';
import { BaseCommand, hostFlags } from '../base-command.ts';

export default class Status extends BaseCommand {
  static override readonly summary = 'Show what runs, what boots next, what fails, memory, and the last run.';
  static override readonly flags = hostFlags;

  async run(): Promise<void> {
    const { flags } = await this.parse(Status);
    this.begin(flags);
    const settings = await this.openHost(flags.host);
    using journal = this.openJournal(settings);
    const status = await readStatus(exec, settings);
    const [last] = journal.runs(1);
    this.output.answer('status', { ...status, last: last ?? null }, () =>
      renderStatus({ ...status, last }, this.output.paint),
    );
  }
}
