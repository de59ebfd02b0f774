import { Args } from '@oclif/core';
import { checkWritten } from '../../../check/check-runbook.ts';
import { buildGraph } from '../../../check/graph.ts';
import { NIXOS_DEFAULTS } from '../../../config/host-settings.ts';
import { openHost } from '../../../host/open-host.ts';
import { listLibrary, loadLibrary, loadRunbook } from '../../../host/program/runbook-library.ts';
import { BaseCommand, hostFlags } from '../../base-command.ts';
import { draw, drawFlags } from '../../draw.ts';

export default class RunbookGraph extends BaseCommand {
  static override readonly summary =
    'Draw the whole machine of a runbook: its steps, the states around them, and where every failure leads.';
  static override readonly examples = [
    '<%= config.bin %> runbook graph enable-docker -o docker.svg',
    '<%= config.bin %> runbook graph mine.yaml --format mermaid',
  ];
  static override readonly args = {
    runbook: Args.string({ description: 'Name in the library, or a file.', required: true }),
  };
  static override readonly flags = { host: hostFlags.host, ...drawFlags };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(RunbookGraph);
    this.begin({ json: false });
    const host = await openHost(flags.host, process.env['NIXOS_AI_HOST']);
    const library = await listLibrary(host.ok ? host.value : undefined);
    const written = this.need(await loadRunbook(args.runbook, library));
    const runbook = this.need(checkWritten(written, await loadLibrary(library)));
    const { limits } = host.ok ? host.value : NIXOS_DEFAULTS;
    const about = { title: runbook.name, subtitle: runbook.description };
    this.need(await draw(flags, buildGraph(runbook.steps, limits), about));
  }
}
