import { Args, Flags } from '@oclif/core';
import { nameOfPrincipal } from '../../model/principal.ts';
import { describeRequest } from '../../model/service/request.ts';
import { approvePlan } from '../../app/approve-plan.ts';
import { renderPreview } from '../../report/run/preview.ts';
import { visibleData } from '../../report/text/visible.ts';
import type { Consent } from '../../steps/context.ts';
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
    const { context } = this;
    if (await isRemote(settings)) return approveRemote(context, settings, args.run, flags.yes);
    const what = describeRequest({ v: 1, op: 'approve', run: args.run });
    const asked = flags.request === undefined ? undefined : { id: flags.request, what };
    const principal = context.principal(settings, asked);
    const { consent, signal } = context.control(flags);
    const shown: Consent = {
      ...consent,
      plan: async (preview, aborted) => {
        output.text(renderPreview(visibleData(preview), output.paint));
        return consent.plan(preview, aborted);
      },
    };
    const input = { run: args.run, consent: shown, signal };
    const approved = await context.done(approvePlan(context.deps(settings), principal, input));
    output.text(
      `${output.paint.green('✓')} approved by ${nameOfPrincipal(approved.by)}, until ${approved.expires}`,
    );
  }
}
