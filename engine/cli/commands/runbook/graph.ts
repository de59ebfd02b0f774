import { checkWritten } from '../../../check/check-runbook.ts';
import { buildGraph } from '../../../check/graph.ts';
import { NIXOS_DEFAULTS } from '../../../config/host-settings.ts';
import { openHost } from '../../../host/open-host.ts';
import { listLibrary, loadLibrary, loadRunbook } from '../../../host/program/runbook-library.ts';
import { runbookGraph } from '../../command-line/declarations/runbook.ts';
import { makeCommand } from '../../command-line/handler.ts';
import { draw } from '../../screen/draw.ts';

export const command = makeCommand(runbookGraph, async (context, { args, flags }) => {
  const host = await openHost(flags.host, process.env['NIXOS_AI_HOST']);
  const library = await listLibrary(host.ok ? host.value.place : undefined);
  const written = context.need(await loadRunbook(args.runbook, library));
  const runbook = context.need(checkWritten(written, await loadLibrary(library)));
  const { limits } = host.ok ? host.value : NIXOS_DEFAULTS;
  const about = { title: runbook.name, subtitle: runbook.description };
  context.need(await draw(flags, buildGraph(runbook.steps, limits), about));
});
