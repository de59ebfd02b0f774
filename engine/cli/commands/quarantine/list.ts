import { readQuarantine } from '../../../host/system/quarantine.ts';
import { renderQuarantine } from '../../../report/run/quarantine.ts';
import { visibleData } from '../../../report/text/visible.ts';
import { quarantineList } from '../../command-line/declarations/quarantine.ts';
import { makeCommand } from '../../command-line/handler.ts';

export const command = makeCommand(quarantineList, async (context, { flags }) => {
  const { output } = context;
  const settings = await context.openHost(flags.host);
  const entries = await readQuarantine(settings.place.state);
  output.answer('quarantine', { entries }, () => renderQuarantine(visibleData(entries), output.paint));
});
