import { Args } from '@oclif/core';
import { renderStory } from '../../report/story.ts';
import { BaseCommand, hostFlags } from '../base-command.ts';

export default class Show extends BaseCommand {
  static override readonly summary =
    "Tell one run's story: what was asked, what changed, every state and edge, how it ended.";
  static override readonly args = {
    run: Args.string({ description: 'The run, or the beginning of its name; the last one when left out.' }),
  };
  static override readonly flags = hostFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Show);
    this.begin(flags);
    using journal = this.openJournal(await this.openHost(flags.host));
    const [run] = journal.runs(1, args.run ?? '');
    if (run === undefined) {
      this.refuse([
        {
          code: 'RUN004',
          severity: 'error',
          message: args.run === undefined ? 'there are no runs yet' : `there is no run '${args.run}'`,
          fix: '`nixos-ai history` lists the runs of this host',
        },
      ]);
    }
    const events = journal.events(run.run);
    if (this.output.json) events.forEach((event) => this.output.event(event));
    else this.output.text(renderStory(events, this.output.paint));
  }
}
