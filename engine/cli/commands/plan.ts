import { Args } from '@oclif/core';
import { EXIT_CODES } from '../../model/outcome.ts';
import { BaseCommand, Ended, hostFlags } from '../base-command.ts';
import { planningFlags, planOn, showPrompt } from '../run-sentence.ts';

export default class Plan extends BaseCommand {
  static override readonly summary = 'Show what a sentence would change, and change nothing.';
  static override readonly examples = ['<%= config.bin %> plan "enable nginx"'];
  static override readonly strict = false;
  static override readonly args = {
    sentence: Args.string({ description: 'What you want, in English.', required: true }),
  };
  static override readonly flags = { ...hostFlags, ...planningFlags };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Plan);
    const output = this.begin(flags);
    const sentence = argv.map(String).join(' ');
    const settings = await this.openHost(flags.host);
    if (flags['show-prompt']) {
      const prompt = this.need(await showPrompt(settings, sentence, flags));
      output.answer('prompt', { prompt }, () => prompt);
      return;
    }
    const { planned, run, ...made } = this.need(await planOn(this, settings, sentence, flags));
    if (made.kind === 'checked') {
      await this.apply(settings, made.checked, {
        flags: { yes: false, 'dry-run': true },
        request: sentence,
        planned,
        run,
      });
      return;
    }
    const { proposal } = made;
    if (proposal.kind === 'task') {
      output.answer(
        'task',
        { task: proposal.task },
        () => `This asks for an operation, '${proposal.task}', not for a change of the configuration.`,
      );
      return;
    }
    output.proposal(proposal);
    throw new Ended(proposal.kind === 'ask' ? EXIT_CODES.usage : EXIT_CODES.rejected);
  }
}
