import { resolve } from 'node:path';
import { openHost } from '../../../host/open-host.ts';
import { createSandbox } from '../../../host/sandbox/sandbox.ts';
import { openSession } from '../../../run/session.ts';
import { makeChangeCommand } from '../../command-line/change-handler.ts';
import { sandboxCreate } from '../../command-line/declarations/sandbox.ts';

export const command = makeChangeCommand(sandboxCreate, async (context, { args, flags }) => {
  const { output } = context;
  const dir = resolve(args.dir);
  const made = context.need(
    await createSandbox({ dir, flake: flags.flake, git: flags.git, hostName: flags.name }),
  );
  // The option index is made now, so that the first wrong option name is refused without an evaluation.
  const settings = context.need(await openHost(made.dir, undefined));
  const session = context.need(await openSession(context.exec, settings));
  const counts = { options: session.index.options.length, packages: session.index.packages.length };
  output.answer('sandbox', { ...made, ...counts }, () =>
    [
      `${output.paint.green('✓')} ${output.paint.bold(made.dir)} runs: ${counts.options} options, ${counts.packages} packages, http port ${made.httpPort}, ssh port ${made.sshPort}`,
      output.paint.dim(`nixos-ai --host ${made.dir} …, or: export NIXOS_AI_HOST=${made.dir}`),
    ].join('\n'),
  );
});
