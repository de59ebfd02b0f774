import { Args } from '@oclif/core';
import { renderOptionList } from '../../../report/host/options.ts';
import { BaseCommand } from '../../base-command.ts';
import { limitFlag, openSource, sourceFlags, staleFinding } from '../../option-source.ts';

export default class OptionsSearch extends BaseCommand {
  static override readonly summary = 'Find options by words of their names and descriptions.';
  static override readonly examples = [
    '<%= config.bin %> options search bluetooth',
    '<%= config.bin %> options search nginx virtual hosts -n 5',
  ];
  static override readonly strict = false;
  static override readonly args = {
    words: Args.string({ description: 'Words that the option has, in any order.', required: true }),
  };
  static override readonly flags = { ...sourceFlags, limit: limitFlag };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(OptionsSearch);
    const output = this.begin(flags);
    const query = argv.map(String).join(' ');
    const { catalog } = this.need(await openSource(flags, 'options', this.exec));
    if (catalog.stale) output.findings([staleFinding()]);
    const options = catalog.searchOptions(query, flags.limit);
    output.answer('options', { query, options }, () => renderOptionList(options, output.paint));
  }
}
