import { runHistory, type HistoryFlags } from '../history.ts';
import { CommandContext } from '../command-context.ts';
import { ending } from './ending.ts';

/** To look at runs, less is loaded than to make one. */
export async function lookAtHistory(flags: HistoryFlags): Promise<void> {
  const context = new CommandContext();
  await ending(context, async () => runHistory(context, flags));
}
