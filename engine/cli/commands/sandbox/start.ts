import { resolve } from 'node:path';
import { Args, Flags } from '@oclif/core';
import { startSandbox } from '../../../host/sandbox/sandbox.ts';
import { BaseCommand } from '../../base-command.ts';

export default class SandboxStart extends BaseCommand {
  static override readonly summary =
    'Boot a sandbox host that was stopped: its boot entry decides which system.';
  static override readonly examples = ['<%= config.bin %> sandbox start ./host'];
  static override readonly args = {
    dir: Args.string({ description: 'Directory of the sandbox.', required: true }),
  };
  static override readonly flags = { json: Flags.boolean({ description: 'Print JSON.' }) };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(SandboxStart);
    const output = this.begin(flags);
    const dir = resolve(args.dir);
    this.need(await startSandbox(dir));
    output.answer('sandbox', { dir, running: true }, () => `${output.paint.green('✓')} ${dir} runs`);
  }
}
