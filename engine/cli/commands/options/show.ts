import { Args } from '@oclif/core';
import { noSuchOption } from '../../../check/options.ts';
import { splitOptionPath } from '../../../model/options/option.ts';
import { renderOption } from '../../../report/host/options.ts';
import { describeOption } from '../../../run/describe-option.ts';
import { BaseCommand } from '../../base-command.ts';
import { openSource, sourceFlags, staleFinding } from '../../option-source.ts';

export default class OptionsShow extends BaseCommand {
  static override readonly summary =
    'Show one option: type, default, what the configuration sets, where it is declared.';
  static override readonly description =
    'A name that is a set of options shows the options in it; one that does not exist, the nearest names (exit 2).';
  static override readonly examples = [
    '<%= config.bin %> options show services.openssh.enable',
    '<%= config.bin %> options show users.users.alice.shell',
  ];
  static override readonly args = {
    option: Args.string({ description: 'Name of the option, with dots.', required: true }),
  };
  static override readonly flags = sourceFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(OptionsShow);
    const output = this.begin(flags);
    const { catalog, configuration } = this.need(await openSource(flags, 'options', this.exec));
    if (catalog.stale) output.findings([staleFinding()]);
    const path = splitOptionPath(args.option);
    const facts = describeOption(catalog.index, path, configuration);
    if (facts === undefined) return this.refuse([noSuchOption(path, catalog.index)]);
    output.answer('option', { ...facts }, () => renderOption(facts, output.paint));
  }
}
