import { makeChangeCommand } from '../command-line/change-handler.ts';
import { ask } from '../command-line/declarations/change.ts';
import { runAsk } from '../sentence.ts';

export const command = makeChangeCommand(ask, async (context, { args, flags }) => {
  await runAsk(context, args.sentence.join(' '), flags);
});
