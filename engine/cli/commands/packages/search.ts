import { Args } from '@oclif/core';
import { renderPackageList } from '../../../report/host/options.ts';
import { BaseCommand } from '../../base-command.ts';
import { limitFlag, openSource, sourceFlags, staleFinding } from '../../option-source.ts';

export default class PackagesSearch extends BaseCommand {
  static override readonly summary = 'Find packages by words of their names and descriptions.';
  static override readonly examples = ['<%= config.bin %> packages search process viewer'];
  static override readonly strict = false;
  static override readonly args = {
    words: Args.string({ description: 'Words that the package has, in any order.', required: true }),
  };
  static override readonly flags = { ...sourceFlags, limit: limitFlag };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(PackagesSearch);
    const output = this.begin(flags);
    const query = argv.map(String).join(' ');
    const { catalog } = this.need(await openSource(flags, 'packages', this.exec));
    if (catalog.stale) output.findings([staleFinding()]);
    const packages = catalog.searchPackages(query, flags.limit);
    output.answer('packages', { query, packages }, () => renderPackageList(packages, output.paint));
  }
}
