import { runHistory, type HistoryFlags } from '../history.ts';
import { Look } from '../look.ts';
import { ending } from './ending.ts';

/** To look at runs, less is loaded than to make one. */
export async function lookAtHistory(flags: HistoryFlags): Promise<void> {
  const look = new Look();
  await ending(look, async () => runHistory(look, flags));
}
