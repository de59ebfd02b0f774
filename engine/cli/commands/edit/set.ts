import { Args } from '@oclif/core';
import { EditCommand, optionArg, valueFlags, VALUES } from '../../edit-command.ts';

export default class EditSet extends EditCommand {
  static override readonly summary = 'Give an option a value in the configuration files.';
  static override readonly description = VALUES;
  static override readonly examples = [
    '<%= config.bin %> edit set services.nginx.enable true',
    '<%= config.bin %> edit set networking.firewall.allowedTCPPorts "[80, 443]" --diff',
    '<%= config.bin %> edit set time.timeZone Europe/Paris --file ./configuration.nix',
  ];
  static override readonly args = {
    option: optionArg,
    value: Args.string({ description: 'Its value.', required: true }),
  };
  static override readonly flags = valueFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(EditSet);
    this.begin(flags);
    const path = this.optionPath(args.option);
    const [value = null] = this.values([args.value], flags);
    await this.edit({ op: 'set', path, value }, flags);
  }
}
