import { planApply } from '../../run/own-change.ts';
import { openSession } from '../../run/session.ts';
import { applyChecked } from '../apply.ts';
import { apply } from '../command-line/declarations/change.ts';
import { makeCommand } from '../command-line/handler.ts';
import { execFor } from '../nix-watch.ts';
import { refreshCommand } from '../refresh-command.ts';

export const command = makeCommand(apply, async (context, { flags }) => {
  const settings = await context.openHost(flags.host);
  const session = context.need(
    await openSession(execFor(context.output), settings, refreshCommand(settings)),
  );
  await applyChecked(context, settings, context.need(await planApply(session)), { flags });
});
