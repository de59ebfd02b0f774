import { relative, resolve } from 'node:path';
import { Args, Flags } from '@oclif/core';
import { checkConfiguration } from '../../../host/configuration/check.ts';
import { nameOrigins } from '../../../host/configuration/origin.ts';
import { BaseCommand } from '../../base-command.ts';

export default class ConfigCheck extends BaseCommand {
  static override readonly summary =
    'Check everything that a configuration directory says: settings, policy, service and runbooks.';
  static override readonly description =
    'Needs no host. The NixOS module does it when the system is built, so that what is wrong fails the build.';
  static override readonly examples = [
    '<%= config.bin %> config check',
    '<%= config.bin %> config check ./etc/nixos-ai --json',
  ];
  static override readonly args = {
    directory: Args.string({ description: 'The directory.', default: '/etc/nixos-ai' }),
  };
  static override readonly flags = {
    json: Flags.boolean({ description: 'Print each finding as one JSON object a line.' }),
    option: Flags.string({
      description: 'Where a file, or what is below a path in it, is written; findings then name that.',
      helpValue: 'FILE=NAME',
      multiple: true,
      default: [],
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ConfigCheck);
    const output = this.begin(flags);
    const directory = resolve(args.directory);
    const origins = new Map(flags.option.map(readOrigin));
    const checked = await checkConfiguration(directory, this.exec);
    const findings = await nameOrigins(checked.findings, directory, origins);
    const { files } = this.need({ ...checked, findings });
    const names = files.map((file) => relative(directory, file));
    output.answer('configuration', { directory, files: names }, () =>
      names.map((name) => `${output.paint.green('✓')} ${name}`).join('\n'),
    );
  }
}

function readOrigin(written: string): readonly [string, string] {
  const [place = '', ...name] = written.split('=');
  return [place, name.join('=')];
}
