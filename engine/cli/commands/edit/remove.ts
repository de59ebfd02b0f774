import { Args } from '@oclif/core';
import { EditCommand, optionArg, valueFlags, VALUES } from '../../edit-command.ts';

export default class EditRemove extends EditCommand {
  static override readonly summary = 'Take items out of a list option in the configuration files.';
  static override readonly description = VALUES;
  static override readonly examples = [
    '<%= config.bin %> edit remove environment.systemPackages pkgs.htop',
    '<%= config.bin %> edit remove networking.firewall.allowedTCPPorts 80 443 --diff',
  ];
  static override readonly strict = false;
  static override readonly args = {
    option: optionArg,
    value: Args.string({ description: 'The items to take out.' }),
  };
  static override readonly flags = valueFlags;

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(EditRemove);
    this.begin(flags);
    const [option = '', ...words] = argv.map(String);
    const path = this.optionPath(option);
    await this.edit({ op: 'remove', path, items: this.values(words, flags) }, flags);
  }
}
