import { renderHistory } from '../../report/run/history.ts';
import { history } from '../command-line/declarations/look.ts';
import { makeCommand } from '../command-line/handler.ts';

export const command = makeCommand(history, async (context, { flags }) => {
  const { output } = context;
  const settings = await context.openHost(flags.host);
  if (process.getuid?.() !== 0) {
    const { isRemote, historyRemote } = await import('../remote/ask-service.ts');
    if (await isRemote(settings.place)) return historyRemote(context, settings.place, flags.limit);
  }
  using journal = context.openJournal(settings.place);
  const runs = journal.runs(flags.limit);
  if (output.json)
    runs.forEach((run) => output.answer('run', { ...run, ended: run.ended ?? null }, () => ''));
  else output.text(renderHistory(runs, output.paint));
});
