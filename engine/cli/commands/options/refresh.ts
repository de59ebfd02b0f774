import { refreshOptionCatalog } from '../../../host/nix/index-store.ts';
import { readConfiguration } from '../../../host/tree/config-tree.ts';
import { BaseCommand, hostFlags } from '../../base-command.ts';

export default class OptionsRefresh extends BaseCommand {
  static override readonly summary = "Read the host's options and packages again where they have changed.";
  static override readonly description =
    'This happens by itself when something asks for them; what asks meanwhile gets those of before.';
  static override readonly examples = ['<%= config.bin %> options refresh'];
  static override readonly flags = hostFlags;

  async run(): Promise<void> {
    const { flags } = await this.parse(OptionsRefresh);
    const output = this.begin(flags);
    const settings = await this.openHost(flags.host);
    const made = await refreshOptionCatalog(this.exec, settings, await readConfiguration(settings));
    if (made === undefined) {
      output.answer('index', { busy: true }, () => 'Another process is reading them already.');
      return;
    }
    const { index } = this.need(made);
    const counts = { busy: false, options: index.options.length, packages: index.packages.length };
    output.answer(
      'index',
      counts,
      () => `${counts.options} options and ${counts.packages} packages are known.`,
    );
  }
}
