import { applyConfiguration } from '../../app/apply-configuration.ts';
import { makeChangeCommand } from '../command-line/change-handler.ts';
import { apply } from '../command-line/declarations/change.ts';

export const command = makeChangeCommand(apply, async (context, { flags }) => {
  const settings = await context.openHostFor(flags);
  const mode = flags['dry-run'] ? 'plan' : 'apply';
  const input = { mode, ...context.control(flags) } as const;
  context.finish(
    await context.done(applyConfiguration(context.deps(settings), context.principal(settings.place), input)),
  );
});
