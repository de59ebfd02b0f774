import { makeChangeCommand } from '../../command-line/change-handler.ts';
import { editUnset } from '../../command-line/declarations/edit.ts';
import { editOption, readOptionPath } from '../../edits/edit-option.ts';

export const command = makeChangeCommand(editUnset, async (context, { args, flags }) => {
  await editOption(context, { op: 'unset', path: readOptionPath(context, args.option) }, flags);
});
