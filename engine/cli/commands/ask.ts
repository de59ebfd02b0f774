import { Args } from '@oclif/core';
import { BaseCommand, changeFlags } from '../base-command.ts';
import { planningFlags } from '../planning-flags.ts';
import { runAsk } from '../sentence.ts';

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
    await runAsk(this.context, argv.map(String).join(' '), flags);
  }
}
