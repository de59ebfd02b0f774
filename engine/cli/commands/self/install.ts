import { InstallationCommand, installationFlags } from '../../installation-command.ts';

export default class SelfInstall extends InstallationCommand {
  static override readonly summary = 'Add nixos-ai to the configuration of this host, and switch to it.';
  static override readonly description =
    'A run as any other: preview, consent, trial, and back if the program does not start. A channel gets the file ' +
    'nixos-ai.nix and an import of it, a flake an input and two modules of its host. What is there already stays. ' +
    'A configuration that cannot be changed with certainty is left alone: the lines to write are said.';
  static override readonly examples = [
    '<%= config.bin %> self install',
    '<%= config.bin %> self install --source github:owner/nixos-ai --dry-run',
    '<%= config.bin %> self install --configuration ./hosts --attribute desk',
  ];
  static override readonly flags = installationFlags;

  async run(): Promise<void> {
    const { flags } = await this.parse(SelfInstall);
    await this.install('present', flags);
  }
}
