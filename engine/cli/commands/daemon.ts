import { Flags } from '@oclif/core';
import { BaseCommand } from '../base-command.ts';
import { runDaemon } from '../run-daemon.ts';

export default class Daemon extends BaseCommand {
  static override readonly summary = 'Watch the host, and run what the service file says (docs/DAEMON.md).';
  static override readonly description =
    'It runs until it is ended; the NixOS module starts it. Each run is a process of its own, which outlives it.';
  static override readonly examples = ['<%= config.bin %> daemon'];
  static override readonly flags = {
    host: Flags.string({
      description: 'Directory of the host; else NIXOS_AI_HOST, else this NixOS computer.',
      helpValue: 'DIR',
    }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Daemon);
    await runDaemon(flags.host);
  }
}
