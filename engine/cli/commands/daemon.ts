import { daemon } from '../command-line/declarations/service.ts';
import { makeCommand } from '../command-line/handler.ts';
import { runDaemon } from '../run-daemon.ts';

export const command = makeCommand(daemon, async (_context, { flags }) => {
  await runDaemon(flags.host);
});
