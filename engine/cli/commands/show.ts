import { Args } from '@oclif/core';
import { redactData } from '../../redact/redact-data.ts';
import { renderStory } from '../../report/run/story.ts';
import { visibleData } from '../../report/text/visible.ts';
import { aboutRun } from '../../report/graph/about.ts';
import { traceRun } from '../../report/graph/trace.ts';
import { BaseCommand, hostFlags } from '../base-command.ts';
import { draw, drawFlags } from '../draw.ts';
import { isRemote, showRemote } from '../remote.ts';
import { findRun } from '../find-run.ts';

export default class Show extends BaseCommand {
  static override readonly summary =
    "Tell one run's story: what was asked, what changed, every state and edge, how it ended.";
  static override readonly description =
    'With `--format` or `-o`: a picture of the machine with the way that the run took.';
  static override readonly examples = [
    '<%= config.bin %> show',
    '<%= config.bin %> show 20261122-100501 -o run.svg',
  ];
  static override readonly args = {
    run: Args.string({ description: 'The run, or the beginning of its name; the last one when left out.' }),
  };
  static override readonly flags = { ...hostFlags, ...drawFlags };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Show);
    this.begin(flags);
    const settings = await this.openHost(flags.host);
    if (
      args.run !== undefined &&
      flags.format === undefined &&
      flags.output === undefined &&
      (await isRemote(settings))
    )
      return showRemote(this.context, settings, args.run);
    using journal = this.openJournal(settings);
    const { run, started } = this.need(findRun(journal, args.run));
    const events = journal.events(run);
    if (flags.format !== undefined || flags.output !== undefined)
      this.need(await draw(flags, started.compiled.graph, aboutRun(events), traceRun(events)));
    // What is a secret today was perhaps not known for one when it was written down.
    else if (this.output.json)
      redactData(events, this.output.redact).forEach((event) => this.output.event(event));
    else this.output.text(renderStory(visibleData(events), this.output.paint));
  }
}
