import { Flags } from '@oclif/core';
import { resumeRun } from '../../app/resume-run.ts';
import { BaseCommand, hostFlags } from '../base-command.ts';

/** No run was interrupted; or one holds the host, and it has looked for them itself. */
const NOTHING_TO_DO: ReadonlySet<string> = new Set(['RUN006', 'RUN001']);

export default class Resume extends BaseCommand {
  static override readonly summary = 'Go on with a run whose engine died: finish it, or put the host back.';
  static override readonly description =
    'The journal says where the run was, the host says what became of the step in flight. A new run does this by itself ' +
    'for a run that had changed the host.';
  static override readonly examples = ['<%= config.bin %> resume'];
  static override readonly flags = {
    ...hostFlags,
    yes: Flags.boolean({ char: 'y', description: 'Approve what is still to be approved.' }),
    'if-any': Flags.boolean({
      description: 'It is no error that no run was interrupted, or that another one holds the host.',
    }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Resume);
    this.begin(flags);
    const settings = await this.openHost(flags.host);
    const { context } = this;
    const resumed = resumeRun(context.deps(settings), context.principal(settings), context.control(flags));
    const result = await context.play(resumed);
    const nothing = !result.ok && result.findings.every(({ code }) => NOTHING_TO_DO.has(code));
    if (flags['if-any'] && nothing) return;
    context.finish(this.need(result));
  }
}
