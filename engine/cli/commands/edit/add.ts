import { editAdd } from '../../command-line/declarations/edit.ts';
import { makeCommand } from '../../command-line/handler.ts';
import { editOption, readOptionPath, readValues } from '../../edit-command.ts';

export const command = makeCommand(editAdd, async (context, { args, flags }) => {
  const path = readOptionPath(context, args.option);
  const items = readValues(context, args.value, flags.text);
  await editOption(context, { op: 'add', path, items }, flags);
});
