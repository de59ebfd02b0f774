import { nameOfPrincipal } from '../../model/principal.ts';
import { describeRequest } from '../../model/service/request.ts';
import { renderPreview } from '../../report/run/preview.ts';
import { visibleData } from '../../report/text/visible.ts';
import { approveRun } from '../../run/approve.ts';
import { requester, runDeps } from '../apply.ts';
import { approveRemote } from '../approve-remote.ts';
import { approve } from '../command-line/declarations/change.ts';
import { makeCommand } from '../command-line/handler.ts';
import { isRemote } from '../remote.ts';

export const command = makeCommand(approve, async (context, { args, flags }) => {
  const { output } = context;
  const settings = await context.openHost(flags.host);
  if (await isRemote(settings)) return approveRemote(context, settings, args.run, flags.yes);
  const what = describeRequest({ v: 1, op: 'approve', run: args.run });
  const { request } = flags;
  const asked = request === undefined ? undefined : requester(context, settings, request, what);
  const deps = runDeps(context, settings, flags, asked);
  try {
    const approved = context.need(
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
});
