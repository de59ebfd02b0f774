import { redactData } from '../../redact/redact-data.ts';
import { aboutRun } from '../../report/graph/about.ts';
import { traceRun } from '../../report/graph/trace.ts';
import { renderStory } from '../../report/run/story.ts';
import { visibleData } from '../../report/text/visible.ts';
import { show } from '../command-line/declarations/look.ts';
import { makeCommand } from '../command-line/handler.ts';
import { draw } from '../screen/draw.ts';
import { findRun } from '../sources/find-run.ts';
import { isRemote, showRemote } from '../remote/ask-service.ts';

export const command = makeCommand(show, async (context, { args, flags }) => {
  const settings = await context.openHost(flags.host);
  if (
    args.run !== undefined &&
    flags.format === undefined &&
    flags.output === undefined &&
    (await isRemote(settings.place))
  )
    return showRemote(context, settings.place, args.run);
  using journal = context.openJournal(settings.place);
  const { run, started } = context.need(findRun(journal, args.run));
  const events = journal.events(run);
  if (flags.format !== undefined || flags.output !== undefined)
    context.need(await draw(flags, started.compiled.graph, aboutRun(events), traceRun(events)));
  // What is a secret today was perhaps not known for one when it was written down.
  else if (context.output.json)
    redactData(events, context.output.redact).forEach((event) => context.output.event(event));
  else context.output.text(renderStory(visibleData(events), context.output.paint));
});
