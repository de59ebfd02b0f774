import { Args } from '@oclif/core';
import { openHost } from '../../../host/open-host.ts';
import { listLibrary, loadRunbook } from '../../../host/program/runbook-library.ts';
import { BaseCommand, hostFlags } from '../../base-command.ts';

export default class RunbookShow extends BaseCommand {
  static override readonly summary = 'Print a runbook.';
  static override readonly examples = ['<%= config.bin %> runbook show enable-docker'];
  static override readonly args = {
    runbook: Args.string({ description: 'Name in the library, or a file.', required: true }),
  };
  static override readonly flags = hostFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(RunbookShow);
    const output = this.begin(flags);
    const host = await openHost(flags.host, process.env['NIXOS_AI_HOST']);
    const runbook = this.need(
      await loadRunbook(args.runbook, await listLibrary(host.ok ? host.value : undefined)),
    );
    output.answer('runbook', { ...runbook }, () => runbook.text.trimEnd());
  }
}
