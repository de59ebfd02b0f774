import { stopRun, type Stopped } from '../../app/stop-run.ts';
import { makeChangeCommand } from '../command-line/change-handler.ts';
import { stop } from '../command-line/declarations/change.ts';

const WORDS: Readonly<Record<Stopped['how'], string>> = {
  closed: 'no longer waits for an approval; nothing was changed',
  interrupted: 'is told to stop; it puts back what it changed',
  unqueued: 'no longer waits for the host',
};

export const command = makeChangeCommand(stop, async (context, { args, flags }) => {
  const settings = await context.openHost(flags.host);
  const control = context.control({ yes: false });
  const act = stopRun(context.deps(settings), context.principal(settings.place), {
    run: args.run,
    ...control,
  });
  const stopped = await context.done(act);
  const { paint } = context.output;
  context.output.answer(
    'stopped',
    stopped,
    () => `${paint.green('✓')} run ${stopped.run} ${WORDS[stopped.how]}`,
  );
});
