import { renderPreview } from '../../report/run/preview.ts';
import { visibleData } from '../../report/text/visible.ts';
import { approveRun } from '../../run/approve.ts';
import { runDeps } from '../apply.ts';
import { approveRemote } from '../approve-remote.ts';
import { approve } from '../command-line/declarations/change.ts';
import { makeCommand } from '../command-line/handler.ts';
import { isRemote } from '../remote.ts';

export const command = makeCommand(approve, async (context, { args, flags }) => {
  const { output } = context;
  const settings = await context.openHost(flags.host);
  if (await isRemote(settings)) return approveRemote(context, settings, args.run, flags.yes);
  const deps = runDeps(context, settings, flags);
  try {
    const approved = context.need(
      await approveRun(deps, args.run, async (preview) => {
        output.text(renderPreview(visibleData(preview), output.paint));
        return (await deps.consent.plan(preview, deps.signal)).approved;
      }),
    );
    output.text(`${output.paint.green('✓')} approved by ${approved.by}, until ${approved.expires}`);
  } finally {
    deps.journal.close();
  }
});
