import { Args } from '@oclif/core';
import { BaseCommand, changeFlags, Ended } from '../base-command.ts';
import { planningFlags, planOn, showPrompt } from '../run-sentence.ts';
import { performTask } from '../task.ts';
import { EXIT_CODES } from '../../model/outcome.ts';

export default class Ask extends BaseCommand {
  static override readonly summary = 'Turn a sentence into a checked change of the host, and apply it.';
  static override readonly description =
    'The sentence becomes a runbook; its plan is shown and, once approved, applied, verified, and rolled back if it does not hold.\n' +
    '`nixos-ai "<sentence>"` is the same.\n\n' +
    'Exit codes: 0 verified or already so, 1 failed before any change, 2 usage or a question back, 3 rolled back, 4 needs a person, 5 refused or not approved, 6 pending reboot.';
  static override readonly examples = [
    '<%= config.bin %> "install docker and enable it"',
    '<%= config.bin %> ask "open port 8080" --yes --json',
  ];
  static override readonly strict = false;
  static override readonly args = {
    sentence: Args.string({ description: 'What you want, in English.', required: true }),
  };
  static override readonly flags = { ...changeFlags, ...planningFlags };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Ask);
    const output = this.begin(flags);
    const sentence = argv.map(String).join(' ');
    const settings = await this.openHost(flags.host);
    if (flags['show-prompt']) {
      const prompt = this.need(await showPrompt(settings, sentence, flags));
      output.answer('prompt', { prompt }, () => prompt);
      return;
    }
    const { session, planned, run, ...made } = this.need(await planOn(this, settings, sentence, flags));
    if (made.kind === 'other') {
      const { proposal } = made;
      if (proposal.kind === 'task') return performTask(this, session, proposal, flags);
      output.proposal(proposal);
      throw new Ended(proposal.kind === 'ask' ? EXIT_CODES.usage : EXIT_CODES.rejected);
    }
    await this.apply(settings, made.checked, { flags, request: sentence, planned, run });
  }
}
