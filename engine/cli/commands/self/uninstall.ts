import { InstallationCommand, installationFlags } from '../../installation-command.ts';

export default class SelfUninstall extends InstallationCommand {
  static override readonly summary =
    'Take nixos-ai out of the configuration of this host, and switch to that.';
  static override readonly description =
    'What `self install` wrote goes, and nothing else. The journal and the snapshots stay.';
  static override readonly examples = ['<%= config.bin %> self uninstall --dry-run'];
  static override readonly flags = installationFlags;

  async run(): Promise<void> {
    const { flags } = await this.parse(SelfUninstall);
    await this.install('absent', flags);
  }
}
