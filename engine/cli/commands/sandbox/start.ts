import { resolve } from 'node:path';
import { startSandbox } from '../../../host/sandbox/sandbox.ts';
import { sandboxStart } from '../../command-line/declarations/sandbox.ts';
import { makeCommand } from '../../command-line/handler.ts';

export const command = makeCommand(sandboxStart, async (context, { args }) => {
  const { output } = context;
  const dir = resolve(args.dir);
  context.need(await startSandbox(dir));
  output.answer('sandbox', { dir, running: true }, () => `${output.paint.green('✓')} ${dir} runs`);
});
