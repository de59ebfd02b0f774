import { renameOption } from '../../../nix/edits/rename.ts';
import { makeChangeCommand } from '../../command-line/change-handler.ts';
import { editRename } from '../../command-line/declarations/edit.ts';
import { changeFiles, readOptionPath } from '../../edits/edit-option.ts';

export const command = makeChangeCommand(editRename, async (context, { args, flags }) => {
  const from = readOptionPath(context, args.old);
  const to = readOptionPath(context, args.new);
  // An `unset` is held against the options by its name alone, which is what matters of the new one.
  const held = { checked: [{ op: 'unset', path: to }], movedFrom: [{ op: 'unset', path: from }] } as const;
  await changeFiles(context, flags, held, (files) => renameOption(files, from, to));
});
