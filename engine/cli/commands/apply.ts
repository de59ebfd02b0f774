import { applyConfiguration } from '../../app/apply-configuration.ts';
import { BaseCommand, changeFlags } from '../base-command.ts';

export default class Apply extends BaseCommand {
  static override readonly summary = 'Make the configuration as it is what runs: after an edit by hand.';
  static override readonly description =
    'A run as any other, around files that are not touched: what changes in meaning is shown, the new system is on ' +
    'trial before it boots, and when it does not hold the system of before is back. The files stay as you wrote them.';
  static override readonly examples = ['<%= config.bin %> apply', '<%= config.bin %> apply --dry-run'];
  static override readonly flags = changeFlags;

  async run(): Promise<void> {
    const { flags } = await this.parse(Apply);
    this.begin(flags);
    const settings = await this.openHost(flags.host);
    const { context } = this;
    const mode = flags['dry-run'] ? 'plan' : 'apply';
    const input = { mode, ...context.control(flags) } as const;
    context.finish(
      await context.done(applyConfiguration(context.deps(settings), context.principal(settings), input)),
    );
  }
}
