import { makeChangeCommand } from '../../command-line/change-handler.ts';
import { editRemove } from '../../command-line/declarations/edit.ts';
import { editOption, readOptionPath, readValues } from '../../edits/edit-option.ts';

export const command = makeChangeCommand(editRemove, async (context, { args, flags }) => {
  const path = readOptionPath(context, args.option);
  const items = readValues(context, args.value, flags.text);
  await editOption(context, { op: 'remove', path, items }, flags, args.value);
});
