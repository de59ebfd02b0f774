import { approvePlan } from '../../app/approve-plan.ts';
import { nameOfPrincipal } from '../../model/principal.ts';
import { describeRequest } from '../../model/service/request.ts';
import { renderPreview } from '../../report/run/preview.ts';
import { visibleData } from '../../report/text/visible.ts';
import type { Consent } from '../../steps/context.ts';
import { approveRemote } from '../remote/approve-remote.ts';
import { makeChangeCommand } from '../command-line/change-handler.ts';
import { approve } from '../command-line/declarations/change.ts';
import { isRemote } from '../remote/ask-service.ts';

export const command = makeChangeCommand(approve, async (context, { args, flags }) => {
  const { output } = context;
  const settings = await context.openHost(flags.host);
  if (await isRemote(settings.place)) return approveRemote(context, settings.place, args.run, flags.yes);
  const what = describeRequest({ v: 1, op: 'approve', run: args.run });
  const asked = flags.request === undefined ? undefined : { id: flags.request, what };
  const principal = context.principal(settings.place, asked);
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
  if (approved.resumed !== undefined) context.finish(approved.resumed);
});
