import { ChangeContext } from '../change-context.ts';
import type { DirectSentence } from '../direct.ts';
import { runAsk, runPlan } from '../sentence.ts';
import { ending } from './ending.ts';

/** A sentence goes its way without the command framework being loaded. */
export async function runSentenceDirectly({ command, sentence, flags }: DirectSentence): Promise<void> {
  const context = new ChangeContext();
  await ending(context, async () =>
    command === 'ask' ? runAsk(context, sentence, flags) : runPlan(context, sentence, flags),
  );
}
