import { Args } from '@oclif/core';
import { renameOption } from '../../../nix/edits/rename.ts';
import { EditCommand, editFlags, optionArg } from '../../edit-command.ts';

export default class EditRename extends EditCommand {
  static override readonly summary = 'Rename an option in the configuration files, with everything below it.';
  static override readonly description =
    'Where it is defined and where it is read as `config.OLD`. Nothing is built or switched. An option that is not defined is left as it is.';
  static override readonly examples = [
    '<%= config.bin %> edit rename services.xserver.layout services.xserver.xkb.layout --diff',
  ];
  static override readonly args = {
    old: optionArg,
    new: Args.string({ description: 'Its new name.', required: true }),
  };
  static override readonly flags = editFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(EditRename);
    this.begin(flags);
    const [from, to] = [this.optionPath(args.old), this.optionPath(args.new)];
    // An `unset` is held against the options by its name alone, which is what matters of the new one.
    await this.change(flags, [{ op: 'unset', path: to }], (files) => renameOption(files, from, to));
  }
}
