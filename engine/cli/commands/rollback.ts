import { rollBack } from '../../app/roll-back.ts';
import { makeChangeCommand } from '../command-line/change-handler.ts';
import { rollback } from '../command-line/declarations/change.ts';

export const command = makeChangeCommand(rollback, async (context, { args, flags }) => {
  const settings = await context.openHostFor(flags);
  const { 'dead-man': deadMan, 'dry-run': dryRun } = flags;
  const input = { run: args.run, deadMan, dryRun, ...context.control(flags) };
  context.finish(
    await context.done(rollBack(context.deps(settings), context.principal(settings.place), input)),
  );
});
