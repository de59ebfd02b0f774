import { Args } from '@oclif/core';
import { choosePlanners } from '../../../llm/choose.ts';
import { readProviderStatus } from '../../../llm/status.ts';
import { EXAMPLE_SETTINGS, renderGuide } from '../../../report/host/provider-guide.ts';
import { BaseCommand, hostFlags } from '../../base-command.ts';
import { openProviders } from '../../provider-source.ts';

export default class ProvidersExplain extends BaseCommand {
  static override readonly summary =
    'Explain what is sent to a model and what never is, where keys come from, and how to configure one.';
  static override readonly examples = [
    '<%= config.bin %> providers explain',
    '<%= config.bin %> providers explain ollama',
  ];
  static override readonly args = {
    name: Args.string({
      description: 'Only this provider; else those of the settings and the built-in ones.',
    }),
  };
  static override readonly flags = hostFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ProvidersExplain);
    const output = this.begin(flags);
    const source = this.need(await openProviders(flags.host));
    const { file, planner } = source;
    if (args.name !== undefined) this.need(choosePlanners([args.name], source.providers));
    const all = await readProviderStatus(source, process.env);
    const providers = all.filter(({ name }) => args.name === undefined || name === args.name);
    const guide = { file, order: planner.order, providers };
    output.answer('provider-guide', { ...guide, example: EXAMPLE_SETTINGS }, () =>
      renderGuide(guide, output.paint),
    );
  }
}
