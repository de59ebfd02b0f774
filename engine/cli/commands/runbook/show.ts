import { openHost } from '../../../host/open-host.ts';
import { listLibrary, loadRunbook } from '../../../host/program/runbook-library.ts';
import { runbookShow } from '../../command-line/declarations/runbook.ts';
import { makeCommand } from '../../command-line/handler.ts';

export const command = makeCommand(runbookShow, async (context, { args, flags }) => {
  const { output } = context;
  const host = await openHost(flags.host, process.env['NIXOS_AI_HOST']);
  const runbook = context.need(
    await loadRunbook(args.runbook, await listLibrary(host.ok ? host.value.place : undefined)),
  );
  output.answer('runbook', { ...runbook }, () => runbook.text.trimEnd());
});
