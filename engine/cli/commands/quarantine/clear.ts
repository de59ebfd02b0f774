import { clearQuarantine } from '../../../host/system/quarantine.ts';
import { renderQuarantine } from '../../../report/run/quarantine.ts';
import { visibleData } from '../../../report/text/visible.ts';
import { quarantineClear } from '../../command-line/declarations/quarantine.ts';
import { makeCommand } from '../../command-line/handler.ts';

export const command = makeCommand(quarantineClear, async (context, { args, flags }) => {
  const { output } = context;
  const settings = await context.openHost(flags.host);
  const entries = await clearQuarantine(settings.place.state, args.which);
  output.answer('quarantine', { cleared: entries }, () =>
    entries.length === 0
      ? 'The list was empty.'
      : `Forgotten:\n${renderQuarantine(visibleData(entries), output.paint)}`,
  );
});
