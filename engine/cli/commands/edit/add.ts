import { Args } from '@oclif/core';
import { EditCommand, optionArg, valueFlags, VALUES } from '../../edit-command.ts';

export default class EditAdd extends EditCommand {
  static override readonly summary = 'Add items to a list option in the configuration files.';
  static override readonly description = VALUES;
  static override readonly examples = [
    '<%= config.bin %> edit add environment.systemPackages pkgs.htop pkgs.git',
    '<%= config.bin %> edit add users.users.alice.extraGroups docker --diff',
  ];
  static override readonly strict = false;
  static override readonly args = {
    option: optionArg,
    value: Args.string({ description: 'The items to add.' }),
  };
  static override readonly flags = valueFlags;

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(EditAdd);
    this.begin(flags);
    const [option = '', ...words] = argv.map(String);
    const path = this.optionPath(option);
    await this.edit({ op: 'add', path, items: this.values(words, flags) }, flags);
  }
}
