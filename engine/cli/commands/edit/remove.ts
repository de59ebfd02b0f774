import { editRemove } from '../../command-line/declarations/edit.ts';
import { makeCommand } from '../../command-line/handler.ts';
import { editOption, readOptionPath, readValues } from '../../edit-command.ts';

export const command = makeCommand(editRemove, async (context, { args, flags }) => {
  const path = readOptionPath(context, args.option);
  const items = readValues(context, args.value, flags.text);
  await editOption(context, { op: 'remove', path, items }, flags);
});
