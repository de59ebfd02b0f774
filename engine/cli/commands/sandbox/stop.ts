import { resolve } from 'node:path';
import { crashSandbox, stopSandbox } from '../../../host/sandbox/sandbox.ts';
import { sandboxStop } from '../../command-line/declarations/sandbox.ts';
import { makeCommand } from '../../command-line/handler.ts';

export const command = makeCommand(sandboxStop, async (context, { args, flags }) => {
  const { output } = context;
  const dir = resolve(args.dir);
  context.need(await (flags.cut ? crashSandbox(dir) : stopSandbox(dir)));
  output.answer('sandbox', { dir, running: false }, () => `${output.paint.green('✓')} ${dir} is off`);
});
