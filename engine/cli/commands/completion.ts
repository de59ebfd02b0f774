import { completion } from '../command-line/declarations/completion.ts';
import { makeCommand } from '../command-line/handler.ts';
import { SCRIPTS } from '../completion/scripts.ts';

export const command = makeCommand(completion, (_context, { args }) => {
  process.stdout.write(SCRIPTS[args.shell]);
});
