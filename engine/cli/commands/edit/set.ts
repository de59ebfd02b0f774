import { makeChangeCommand } from '../../command-line/change-handler.ts';
import { editSet } from '../../command-line/declarations/edit.ts';
import { editOption, readOptionPath, readValues } from '../../edits/edit-option.ts';

export const command = makeChangeCommand(editSet, async (context, { args, flags }) => {
  const path = readOptionPath(context, args.option);
  const [value = null] = readValues(context, [args.value], flags.text);
  await editOption(context, { op: 'set', path, value }, flags, [args.value]);
});
