import { editUnset } from '../../command-line/declarations/edit.ts';
import { makeCommand } from '../../command-line/handler.ts';
import { editOption, readOptionPath } from '../../edit-command.ts';

export const command = makeCommand(editUnset, async (context, { args, flags }) => {
  await editOption(context, { op: 'unset', path: readOptionPath(context, args.option) }, flags);
});
