import { OFFLINE, type ProviderSettings } from '../../../config/providers.ts';
import { systemClock } from '../../../host/clock.ts';
import { choosePlanners } from '../../../llm/choose.ts';
import { makeComplete } from '../../../llm/complete.ts';
import { testProvider } from '../../../llm/test-request.ts';
import type { CompletionResult } from '../../../model/completion.ts';
import { EXIT_CODES } from '../../../model/outcome.ts';
import { renderTest } from '../../../report/host/providers.ts';
import { Ended, type CommandContext } from '../../context/command-context.ts';
import { providersTest } from '../../command-line/declarations/providers.ts';
import { makeCommand } from '../../command-line/handler.ts';
import { onInterrupt } from '../../context/interrupt.ts';
import { openProviders } from '../../sources/provider-source.ts';

export const command = makeCommand(providersTest, async (context, { args, flags }) => {
  const { output } = context;
  const { providers, planner } = context.need(await openProviders(flags.host));
  const names = args.name === undefined ? planner.order : [args.name];
  const models = context.need(choosePlanners(names, providers)).filter((one) => one !== OFFLINE);
  if (models.length === 0) {
    output.answer('provider-test', { ok: true, provider: OFFLINE }, () => NO_MODEL);
    return;
  }
  const results = await testAll(context, models);
  if (results.some(({ ok }) => !ok)) throw new Ended(EXIT_CODES.failed);
});

async function testAll(
  context: CommandContext,
  models: readonly ProviderSettings[],
): Promise<readonly CompletionResult[]> {
  const { output } = context;
  const signal = onInterrupt(output);
  const deps = { env: process.env, clock: systemClock, random: Math.random };
  const results: CompletionResult[] = [];
  for (const model of models) {
    if (signal.aborted) break;
    const result = await testProvider(makeComplete(model, deps), {
      signal,
      onProgress: (heard) => {
        if (heard.kind === 'waiting')
          output.text(`  ${heard.provider} ${heard.because}; again in ${(heard.delay / 1000).toFixed(1)} s`);
      },
    });
    results.push(result);
    const value = result.ok ? { ok: true, ...result.completion } : { ok: false, ...result.failure };
    output.answer('provider-test', value, () => renderTest(result, output.paint));
  }
  return results;
}

const NO_MODEL =
  'No model is asked on this host, so there is nothing to test; `nixos-ai providers test NAME` tests one all the same.';
