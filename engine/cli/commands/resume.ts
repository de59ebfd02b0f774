import { Flags } from '@oclif/core';
import { startResume } from '../../run/resume.ts';
import { BaseCommand, hostFlags } from '../base-command.ts';

export default class Resume extends BaseCommand {
  static override readonly summary = 'Go on with a run whose engine died: finish it, or put the host back.';
  static override readonly description =
    'The journal says where the run was, the host says what became of the step in flight. A new run does this by itself ' +
    'for a run that had changed the host.';
  static override readonly flags = {
    ...hostFlags,
    yes: Flags.boolean({ char: 'y', description: 'Approve what is still to be approved.' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Resume);
    this.begin(flags);
    const settings = await this.openHost(flags.host);
    const world = this.world(settings, flags);
    try {
      this.finish(await startResume(world));
    } finally {
      world.journal.close();
    }
  }
}
