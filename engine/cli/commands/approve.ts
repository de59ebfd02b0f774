import { Args, Flags } from '@oclif/core';
import { nameOfPrincipal } from '../../model/principal.ts';
import { describeRequest } from '../../model/service/request.ts';
import { renderPreview } from '../../report/run/preview.ts';
import { visibleData } from '../../report/text/visible.ts';
import { approveRun } from '../../run/approve.ts';
import { BaseCommand, hostFlags, requestFlag } from '../base-command.ts';
import { approveRemote } from '../approve-remote.ts';
import { isRemote } from '../remote.ts';

export default class Approve extends BaseCommand {
  static override readonly summary = "Approve what somebody else's run has planned.";
  static override readonly description =
    'Where policy wants two people, the one who asks cannot approve. The approval is for exactly the plan that is shown, and expires.';
  static override readonly examples = ['<%= config.bin %> approve 20261122-100501'];
  static override readonly args = {
    run: Args.string({ description: 'The run, or the beginning of its name.', required: true }),
  };
  static override readonly flags = {
    ...hostFlags,
    ...requestFlag,
    yes: Flags.boolean({ char: 'y', description: 'Approve without being asked.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Approve);
    const output = this.begin(flags);
    const settings = await this.openHost(flags.host);
    if (await isRemote(settings)) return approveRemote(this.door, settings, args.run, flags.yes);
    const what = describeRequest({ v: 1, op: 'approve', run: args.run });
    const { request } = flags;
    const asked = request === undefined ? undefined : this.requester(settings, request, what);
    const deps = this.runDeps(settings, flags, asked);
    try {
      const approved = this.need(
        await approveRun(deps, args.run, async (preview) => {
          output.text(renderPreview(visibleData(preview), output.paint));
          return (await deps.consent.plan(preview, deps.signal)).approved;
        }),
      );
      output.text(
        `${output.paint.green('✓')} approved by ${nameOfPrincipal(approved.by)}, until ${approved.expires}`,
      );
    } finally {
      deps.journal.close();
    }
  }
}
