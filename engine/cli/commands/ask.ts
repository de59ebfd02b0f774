import { ask } from '../command-line/declarations/change.ts';
import { makeCommand } from '../command-line/handler.ts';
import { runAsk } from '../sentence.ts';

export const command = makeCommand(ask, async (context, { args, flags }) => {
  await runAsk(context, args.sentence.join(' '), flags);
});
