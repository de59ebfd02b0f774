import { Args, Flags } from '@oclif/core';
import { readCodeTable } from '../../host/program/code-table.ts';
import { findExplanations, nearestCodes } from '../../report/explain/codes.ts';
import { renderExplanations } from '../../report/explain/render.ts';
import { BaseCommand } from '../base-command.ts';
import { readingStyle } from '../style.ts';

export default class Explain extends BaseCommand {
  static override readonly summary = 'Explain a code: of an error, or of how a run ended.';
  static override readonly description =
    'Without a code: all exit codes. Letters alone, like NIX, list every code that begins so.';
  static override readonly examples = [
    '<%= config.bin %> explain OPT001',
    '<%= config.bin %> explain 3',
    '<%= config.bin %> explain PATH',
  ];
  static override readonly args = {
    code: Args.string({ description: 'OPT001, 3, rolled-back, or NIX for all that begin so.' }),
  };
  static override readonly flags = { json: Flags.boolean({ description: 'Print JSON.' }) };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Explain);
    const output = this.begin(flags);
    const all = readCodeTable();
    const { code } = args;
    const found =
      code === undefined ? all.filter((one) => /^\d/u.test(one.code)) : findExplanations(code, all);
    if (found.length === 0) {
      this.refuse([
        {
          code: 'CLI002',
          severity: 'error',
          message: `there is no code ${JSON.stringify(code)}`,
          fix: `nearest: ${nearestCodes(code ?? '', all).join(', ')}`,
        },
      ]);
    }
    output.answer('explanations', { explanations: found }, () => renderExplanations(found, readingStyle()));
  }
}
