import { exec } from '../../host/process/exec.ts';
import { parseStatusView } from '../../report/host/parse-status.ts';
import { renderStatus } from '../../report/host/status.ts';
import { visibleData } from '../../report/text/visible.ts';
import { statusOf } from '../../run/answer/look-up.ts';
import { status } from '../command-line/declarations/look.ts';
import { makeCommand } from '../command-line/handler.ts';
import { askRemote, isRemote } from '../remote/ask-service.ts';

export const command = makeCommand(status, async (context, { flags }) => {
  const settings = await context.openHost(flags.host);
  if (await isRemote(settings.place)) {
    await askRemote(context, settings.place, { v: 1, op: 'status' }, (value) => {
      const view = parseStatusView(value);
      if (view !== undefined) context.output.text(renderStatus(visibleData(view), context.output.paint));
    });
    return;
  }
  using journal = context.openJournal(settings.place);
  const { kind, ...status } = await statusOf(exec, settings.place, settings.service, journal);
  context.output.answer(kind, { ...status, last: status.last ?? null }, () =>
    renderStatus(status, context.output.paint),
  );
});
