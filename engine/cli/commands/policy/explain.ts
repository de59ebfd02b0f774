import { Args } from '@oclif/core';
import { decisionOf, renderDecision } from '../../../report/host/policy.ts';
import { BaseCommand, hostFlags } from '../../base-command.ts';
import { findRun } from '../../find-run.ts';
import { nameOfPrincipal } from '../../../model/principal.ts';

export default class PolicyExplain extends BaseCommand {
  static override readonly summary =
    'Tell what policy decided about a run: which rule decided, which others matched, what would have made it automatic.';
  static override readonly examples = [
    '<%= config.bin %> policy explain',
    '<%= config.bin %> policy explain 20261122-100501',
  ];
  static override readonly args = {
    run: Args.string({ description: 'The run, or the beginning of its name; the last one when left out.' }),
  };
  static override readonly flags = hostFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PolicyExplain);
    const output = this.begin(flags);
    using journal = this.openJournal(await this.openHost(flags.host));
    const { run, started } = this.need(findRun(journal, args.run));
    const decision = decisionOf(journal.events(run));
    if (decision === undefined) {
      const message = `policy decided nothing about run ${run}: it ended before its plan was complete`;
      this.refuse([{ code: 'POL009', severity: 'error', message, fix: `nixos-ai show ${run}` }]);
    }
    output.answer('policy', { run, decision }, () => {
      const asked = started.request ?? started.runbook;
      return `${output.paint.bold(`run ${run}`)} (${asked}, by ${nameOfPrincipal(started.by)})\n${renderDecision(decision, output.paint)}`;
    });
  }
}
