import { Args } from '@oclif/core';
import { BaseCommand, hostFlags } from '../base-command.ts';
import { planningFlags } from '../planning-flags.ts';
import { runPlan } from '../sentence.ts';

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
    await runPlan(this.context, argv.map(String).join(' '), flags);
  }
}
