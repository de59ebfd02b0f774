import { resolve } from 'node:path';
import { Args, Flags } from '@oclif/core';
import { openHost } from '../../../host/open-host.ts';
import { createSandbox } from '../../../host/sandbox/sandbox.ts';
import { openSession } from '../../../run/session.ts';
import { BaseCommand } from '../../base-command.ts';

export default class SandboxCreate extends BaseCommand {
  static override readonly summary =
    'Make a small host in a directory: real Nix, real processes, nothing outside it changes.';
  static override readonly examples = [
    '<%= config.bin %> sandbox create /tmp/host',
    '<%= config.bin %> sandbox create /tmp/host --flake',
  ];
  static override readonly args = {
    dir: Args.string({ description: 'An empty or absent directory.', required: true }),
  };
  static override readonly flags = {
    json: Flags.boolean({ description: 'Print JSON.' }),
    flake: Flags.boolean({ description: 'Configure it by a flake instead of a channel.' }),
    git: Flags.boolean({ description: 'Keep the configuration in a git repository.' }),
    name: Flags.string({ description: 'Host name.', default: 'sandbox' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(SandboxCreate);
    const output = this.begin(flags);
    const dir = resolve(args.dir);
    const made = this.need(
      await createSandbox({ dir, flake: flags.flake, git: flags.git, hostName: flags.name }),
    );
    // The option index is made now, so that the first wrong option name is refused without an evaluation.
    const settings = this.need(await openHost(made.dir, undefined));
    const session = this.need(await openSession(this.exec, settings));
    const counts = { options: session.index.options.length, packages: session.index.packages.length };
    output.answer('sandbox', { ...made, ...counts }, () =>
      [
        `${output.paint.green('✓')} ${output.paint.bold(made.dir)} runs: ${counts.options} options, ${counts.packages} packages, http port ${made.httpPort}, ssh port ${made.sshPort}`,
        output.paint.dim(`nixos-ai --host ${made.dir} …, or: export NIXOS_AI_HOST=${made.dir}`),
      ].join('\n'),
    );
  }
}
