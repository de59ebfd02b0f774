import { exec } from '../../host/process/exec.ts';
import { renderStatus, type StatusView } from '../../report/host/status.ts';
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
      await askRemote(this.context, settings, { v: 1, op: 'status' }, (status, type) => {
        // What the service says is what this command prints with --json.
        if (type === 'status')
          this.output.text(renderStatus(visibleData(status) as unknown as StatusView, this.output.paint));
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
