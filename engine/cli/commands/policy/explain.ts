import { nameOfPrincipal } from '../../../model/principal.ts';
import { decisionOf, renderDecision } from '../../../report/host/policy.ts';
import type { CommandContext } from '../../context/command-context.ts';
import { policyExplain } from '../../command-line/declarations/policy.ts';
import { makeCommand } from '../../command-line/handler.ts';
import { findRun } from '../../sources/find-run.ts';

export const command = makeCommand(policyExplain, async (context: CommandContext, { args, flags }) => {
  const { output } = context;
  using journal = context.openJournal((await context.openHost(flags.host)).place);
  const { run, started } = context.need(findRun(journal, args.run));
  const decision = decisionOf(journal.events(run));
  if (decision === undefined) {
    const message = `policy made no decision about run ${run}: it ended before its plan was complete`;
    context.refuse([{ code: 'POL009', severity: 'error', message, fix: `nixos-ai show ${run}` }]);
  }
  output.answer('policy', { run, decision }, () => {
    const asked = started.request ?? started.runbook;
    return `${output.paint.bold(`run ${run}`)} (${asked}, by ${nameOfPrincipal(started.by)})\n${renderDecision(decision, output.paint)}`;
  });
});
