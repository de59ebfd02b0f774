import { readProviderStatus } from '../../../llm/status.ts';
import { renderProviders } from '../../../report/host/providers.ts';
import { BaseCommand, hostFlags } from '../../base-command.ts';
import { openProviders } from '../../provider-source.ts';

export default class ProvidersList extends BaseCommand {
  static override readonly summary: string = 'List who may plan: the built-in planner and language models.';
  static override readonly description =
    'The number is the place in the order; what has none is not asked. Nothing is sent to anybody unless planner.order in the settings names a provider, or you pass --provider.';
  static override readonly examples: string[] = ['<%= config.bin %> providers list'];
  static override readonly flags = hostFlags;

  async run(): Promise<void> {
    const { flags } = await this.parse(ProvidersList);
    const output = this.begin(flags);
    const source = this.need(await openProviders(flags.host));
    const providers = await readProviderStatus(source, process.env);
    // What is not asked needs no key.
    const asked = providers.filter(({ configured, place }) => configured || place !== undefined);
    output.answer('providers', { order: source.planner.order, providers }, () =>
      renderProviders(providers, output.paint),
    );
    output.findings(asked.flatMap(({ findings }) => findings));
  }
}
