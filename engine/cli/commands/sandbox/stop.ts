import { resolve } from 'node:path';
import { Args, Flags } from '@oclif/core';
import { crashSandbox, stopSandbox } from '../../../host/sandbox/sandbox.ts';
import { BaseCommand } from '../../base-command.ts';

export default class SandboxStop extends BaseCommand {
  static override readonly summary = 'Power a sandbox host off: every process it runs ends.';
  static override readonly examples = [
    '<%= config.bin %> sandbox stop ./host',
    '<%= config.bin %> sandbox stop ./host --cut',
  ];
  static override readonly args = {
    dir: Args.string({ description: 'Directory of the sandbox.', required: true }),
  };
  static override readonly flags = {
    json: Flags.boolean({ description: 'Print JSON.' }),
    cut: Flags.boolean({ description: 'Cut the power instead: nothing is told before it is killed.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(SandboxStop);
    const output = this.begin(flags);
    const dir = resolve(args.dir);
    this.need(await (flags.cut ? crashSandbox(dir) : stopSandbox(dir)));
    output.answer('sandbox', { dir, running: false }, () => `${output.paint.green('✓')} ${dir} is off`);
  }
}
