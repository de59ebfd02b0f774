import { Args } from '@oclif/core';
import { OFFLINE, type ProviderSettings } from '../../../config/providers.ts';
import { systemClock } from '../../../host/clock.ts';
import { choosePlanners } from '../../../llm/choose.ts';
import { makeComplete } from '../../../llm/complete.ts';
import { testProvider } from '../../../llm/test-request.ts';
import type { CompletionResult } from '../../../model/completion.ts';
import { EXIT_CODES } from '../../../model/outcome.ts';
import { renderTest } from '../../../report/host/providers.ts';
import { BaseCommand, Ended, hostFlags } from '../../base-command.ts';
import { onInterrupt } from '../../interrupt.ts';
import { openProviders } from '../../provider-source.ts';

export default class ProvidersTest extends BaseCommand {
  static override readonly summary = 'Ask a provider for one word, by the same means as for a plan.';
  static override readonly description =
    'Without a name, each provider of planner.order is asked. Nothing of this computer is sent. Exit 0 when every one answers, else 1.';
  static override readonly examples = [
    '<%= config.bin %> providers test',
    '<%= config.bin %> providers test ollama',
  ];
  static override readonly args = {
    name: Args.string({ description: 'A provider of the settings, or anthropic, openai, ollama.' }),
  };
  static override readonly flags = hostFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ProvidersTest);
    const output = this.begin(flags);
    const { providers, planner } = this.need(await openProviders(flags.host));
    const names = args.name === undefined ? planner.order : [args.name];
    const models = this.need(choosePlanners(names, providers)).filter((one) => one !== OFFLINE);
    if (models.length === 0) {
      output.answer('provider-test', { ok: true, provider: OFFLINE }, () => NO_MODEL);
      return;
    }
    const results = await this.testAll(models);
    if (results.some(({ ok }) => !ok)) throw new Ended(EXIT_CODES.failed);
  }

  private async testAll(models: readonly ProviderSettings[]): Promise<readonly CompletionResult[]> {
    const { output } = this;
    const signal = onInterrupt(output);
    const deps = { env: process.env, clock: systemClock, random: Math.random };
    const results: CompletionResult[] = [];
    for (const model of models) {
      if (signal.aborted) break;
      const result = await testProvider(makeComplete(model, deps), {
        signal,
        onProgress: (heard) => {
          if (heard.kind === 'waiting')
            output.text(
              `  ${heard.provider} ${heard.because}; again in ${(heard.delay / 1000).toFixed(1)} s`,
            );
        },
      });
      results.push(result);
      const value = result.ok ? { ok: true, ...result.completion } : { ok: false, ...result.failure };
      output.answer('provider-test', value, () => renderTest(result, output.paint));
    }
    return results;
  }
}

const NO_MODEL =
  'No model is asked on this host, so there is nothing to test; `nixos-ai providers test NAME` tests one all the same.';
