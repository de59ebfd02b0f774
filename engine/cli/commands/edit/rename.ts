import { renameOption } from '../../../nix/edits/rename.ts';
import { editRename } from '../../command-line/declarations/edit.ts';
import { makeCommand } from '../../command-line/handler.ts';
import { changeFiles, readOptionPath } from '../../edit-command.ts';

export const command = makeCommand(editRename, async (context, { args, flags }) => {
  const from = readOptionPath(context, args.old);
  const to = readOptionPath(context, args.new);
  // An `unset` is held against the options by its name alone, which is what matters of the new one.
  await changeFiles(context, flags, [{ op: 'unset', path: to }], (files) => renameOption(files, from, to));
});
