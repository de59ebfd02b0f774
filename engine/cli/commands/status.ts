import { exec } from '../../host/exec.ts';
import { renderStatus } from '../../report/status.ts';
import { statusOf } from '../../run/answer.ts';
import { BaseCommand, hostFlags } from '../base-command.ts';

export default class Status extends BaseCommand {
  static override readonly summary = 'Show what runs, what boots next, what fails, memory, and the last run.';
  static override readonly examples = ['<%= config.bin %> status', '<%= config.bin %> status --json'];
  static override readonly flags = hostFlags;

  async run(): Promise<void> {
    const { flags } = await this.parse(Status);
    this.begin(flags);
    const settings = await this.openHost(flags.host);
    using journal = this.openJournal(settings);
    const { kind, ...status } = await statusOf(exec, settings, journal);
    this.output.answer(kind, { ...status, last: status.last ?? null }, () =>
      renderStatus(status, this.output.paint),
    );
  }
}
