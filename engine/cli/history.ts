import { renderHistory } from '../report/run/history.ts';
import type { Look } from './look.ts';

export interface HistoryFlags {
  readonly host?: string | undefined;
  readonly json: boolean;
  /** Most runs that are listed. */
  readonly limit: number;
}

/** Lists the runs of a host, newest first. */
export async function runHistory(look: Look, flags: HistoryFlags): Promise<void> {
  const output = look.begin(flags);
  const settings = await look.openHost(flags.host);
  if (process.getuid?.() !== 0) {
    const { isRemote, historyRemote } = await import('./remote.ts');
    if (await isRemote(settings)) return historyRemote(look, settings, flags.limit);
  }
  using journal = look.openJournal(settings);
  const runs = journal.runs(flags.limit);
  if (output.json)
    runs.forEach((run) => output.answer('run', { ...run, ended: run.ended ?? null }, () => ''));
  else output.text(renderHistory(runs, output.paint));
}
