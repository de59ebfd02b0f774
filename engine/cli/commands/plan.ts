import { makeChangeCommand } from '../command-line/change-handler.ts';
import { plan } from '../command-line/declarations/change.ts';
import { runPlan } from '../sentence.ts';

export const command = makeChangeCommand(plan, async (context, { args, flags }) => {
  await runPlan(context, args.sentence.join(' '), flags);
});
