import { makeChangeCommand } from '../command-line/change-handler.ts';
import { plan } from '../command-line/declarations/change.ts';
import { runSentence } from './ask.ts';

export const command = makeChangeCommand(plan, async (context, { args, flags }) => {
  await runSentence(context, args.sentence.join(' '), { ...flags, yes: false, 'dry-run': true }, false);
});
