import type { DirectSentence } from '../direct.ts';
import { Door } from '../door.ts';
import { runAsk, runPlan } from '../sentence.ts';
import { ending } from './ending.ts';

/** A sentence goes its way without the command framework being loaded. */
export async function sayOrDo({ command, sentence, flags }: DirectSentence): Promise<void> {
  const door = new Door();
  await ending(door, async () =>
    command === 'ask' ? runAsk(door, sentence, flags) : runPlan(door, sentence, flags),
  );
}
