import { startRollback } from '../../run/start.ts';
import { finishRun, runDeps } from '../apply.ts';
import { rollback } from '../command-line/declarations/change.ts';
import { makeCommand } from '../command-line/handler.ts';

export const command = makeCommand(rollback, async (context, { args, flags }) => {
  const settings = await context.openHost(flags.host);
  const deps = runDeps(context, settings, flags);
  try {
    finishRun(
      context,
      await startRollback(deps, args.run, { deadMan: flags['dead-man'], dryRun: flags['dry-run'] }),
    );
  } finally {
    deps.journal.close();
  }
});
