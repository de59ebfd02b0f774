import { plan } from '../command-line/declarations/change.ts';
import { makeCommand } from '../command-line/handler.ts';
import { runPlan } from '../sentence.ts';

export const command = makeCommand(plan, async (context, { args, flags }) => {
  await runPlan(context, args.sentence.join(' '), flags);
});
