import { attachRun } from '../../app/attach-run.ts';
import { makeChangeCommand } from '../command-line/change-handler.ts';
import { attach } from '../command-line/declarations/change.ts';

export const command = makeChangeCommand(attach, async (context, { args, flags }) => {
  const settings = await context.openHost(flags.host);
  const control = context.control({ yes: false });
  const act = attachRun(context.deps(settings), context.principal(settings.place), {
    run: args.run,
    ...control,
  });
  context.finish(await context.done(act));
});
