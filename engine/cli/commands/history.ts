import { Flags } from '@oclif/core';
import { BaseCommand, hostFlags } from '../base-command.ts';
import { HISTORY_LIMIT } from '../direct.ts';
import { runHistory } from '../history.ts';

export default class History extends BaseCommand {
  static override readonly summary = 'List the runs of the host, newest first.';
  static override readonly examples = [
    '<%= config.bin %> history',
    '<%= config.bin %> history -n 100 --json',
  ];
  static override readonly flags = {
    ...hostFlags,
    limit: Flags.integer({ char: 'n', description: 'How many at most.', default: HISTORY_LIMIT, min: 1 }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(History);
    await runHistory(this, flags);
  }
}
