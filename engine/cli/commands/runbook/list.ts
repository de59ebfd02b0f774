import { openHost } from '../../../host/open-host.ts';
import { listLibrary, loadRunbook } from '../../../host/program/runbook-library.ts';
import { runbookList } from '../../command-line/declarations/runbook.ts';
import { makeCommand } from '../../command-line/handler.ts';

export const command = makeCommand(runbookList, async (context, { flags }) => {
  const { output } = context;
  const host = await openHost(flags.host, process.env['NIXOS_AI_HOST']);
  const library = await listLibrary(host.ok ? host.value.place : undefined);
  for (const entry of library) {
    const loaded = await loadRunbook(entry.name, library);
    const description = loaded.ok ? loaded.value.description : 'does not parse; see runbook validate';
    output.answer(
      'runbook',
      { ...entry, description },
      () => `${output.paint.bold(entry.name.padEnd(22))}${description}`,
    );
  }
});
