import { exec } from '../../host/process/exec.ts';
import { parseStatusView } from '../../report/host/parse-status.ts';
import { renderStatus } from '../../report/host/status.ts';
import { visibleData } from '../../report/text/visible.ts';
import { statusOf } from '../../run/answer.ts';
import { BaseCommand, hostFlags } from '../base-command.ts';
import { askRemote, isRemote } from '../remote.ts';

export default class Status extends BaseCommand {
  static override readonly summary = 'Show what runs, what boots next, what fails, memory, and the last run.';
  static override readonly examples = ['<%= config.bin %> status', '<%= config.bin %> status --json'];
  static override readonly flags = hostFlags;

  async run(): Promise<void> {
    const { flags } = await this.parse(Status);
    this.begin(flags);
    const settings = await this.openHost(flags.host);
    if (await isRemote(settings)) {
      await askRemote(this.door, settings, { v: 1, op: 'status' }, (value) => {
        const status = parseStatusView(value);
        if (status !== undefined) this.output.text(renderStatus(visibleData(status), this.output.paint));
      });
      return;
    }
    using journal = this.openJournal(settings);
    const { kind, ...status } = await statusOf(exec, settings, journal);
    this.output.answer(kind, { ...status, last: status.last ?? null }, () =>
      renderStatus(status, this.output.paint),
    );
  }
}
