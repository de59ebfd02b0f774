import { makeChangeCommand } from '../../command-line/change-handler.ts';
import { editAdd } from '../../command-line/declarations/edit.ts';
import { editOption, readOptionPath, readValues } from '../../edits/edit-option.ts';

export const command = makeChangeCommand(editAdd, async (context, { args, flags }) => {
  const path = readOptionPath(context, args.option);
  const items = readValues(context, args.value, flags.text);
  await editOption(context, { op: 'add', path, items }, flags, args.value);
});
