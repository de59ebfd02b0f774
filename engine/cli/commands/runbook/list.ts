import { listLibrary, loadRunbook } from '../../../host/program/runbook-library.ts';
import { openHost } from '../../../host/open-host.ts';
import { BaseCommand, hostFlags } from '../../base-command.ts';

export default class RunbookList extends BaseCommand {
  static override readonly summary = 'List the runbooks that have a name.';
  static override readonly examples = ['<%= config.bin %> runbook list'];
  static override readonly flags = hostFlags;

  async run(): Promise<void> {
    const { flags } = await this.parse(RunbookList);
    const output = this.begin(flags);
    const host = await openHost(flags.host, process.env['NIXOS_AI_HOST']);
    const library = await listLibrary(host.ok ? host.value : undefined);
    for (const entry of library) {
      const loaded = await loadRunbook(entry.name, library);
      const description = loaded.ok ? loaded.value.description : 'does not parse; see runbook validate';
      output.answer(
        'runbook',
        { ...entry, description },
        () => `${output.paint.bold(entry.name.padEnd(22))}${description}`,
      );
    }
  }
}
