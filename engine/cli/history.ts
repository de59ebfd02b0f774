import { renderHistory } from '../report/run/history.ts';
import type { CommandContext } from './command-context.ts';

export interface HistoryFlags {
  readonly host?: string | undefined;
  readonly json: boolean;
  /** Most runs that are listed. */
  readonly limit: number;
}

/** Lists the runs of a host, newest first. */
export async function runHistory(context: CommandContext, flags: HistoryFlags): Promise<void> {
  const output = context.begin(flags);
  const settings = await context.openHost(flags.host);
  if (process.getuid?.() !== 0) {
    const { isRemote, historyRemote } = await import('./remote.ts');
    if (await isRemote(settings)) return historyRemote(context, settings, flags.limit);
  }
  using journal = context.openJournal(settings);
  const runs = journal.runs(flags.limit);
  if (output.json)
    runs.forEach((run) => output.answer('run', { ...run, ended: run.ended ?? null }, () => ''));
  else output.text(renderHistory(runs, output.paint));
}
