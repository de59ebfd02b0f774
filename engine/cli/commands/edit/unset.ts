import { EditCommand, editFlags, optionArg } from '../../edit-command.ts';

export default class EditUnset extends EditCommand {
  static override readonly summary = 'Take the definition of an option out of the configuration files.';
  static override readonly description =
    'With everything defined below it. Nothing is built or switched; an option that is not defined is left as it is.';
  static override readonly examples = ['<%= config.bin %> edit unset services.nginx.enable'];
  static override readonly args = { option: optionArg };
  static override readonly flags = editFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(EditUnset);
    this.begin(flags);
    await this.edit({ op: 'unset', path: this.optionPath(args.option) }, flags);
  }
}
