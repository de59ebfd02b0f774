import type { ProviderSettings } from '../config/providers.ts';
import type { Usage } from '../model/completion.ts';
import type { Tokens } from './protocols/protocol.ts';

/**
 * Tokens with what they cost, in US dollars, where the settings have a price. Tokens from a provider's cache count in
 * full: it is never more than what is said.
 *
 * @example
 * priceUsage({ inputTokens: 1_000_000, outputTokens: 0 }, { ...settings, price: { input: 3, output: 15 } }).cost // 3
 */
export function priceUsage(tokens: Tokens, { price }: ProviderSettings): Usage {
  if (price === undefined) return tokens;
  const cost = (tokens.inputTokens * price.input + tokens.outputTokens * price.output) / 1_000_000;
  return { ...tokens, cost };
}

/** The sum of what several calls used. */
export function sumUsage(all: readonly Usage[]): Usage | undefined {
  const [first, ...rest] = all;
  return rest.reduce<Usage | undefined>((sum, one) => (sum === undefined ? one : addUsage(sum, one)), first);
}

function addUsage(one: Usage, other: Usage): Usage {
  const cached = (one.cachedTokens ?? 0) + (other.cachedTokens ?? 0);
  const cost = one.cost === undefined || other.cost === undefined ? undefined : one.cost + other.cost;
  return {
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    ...(cached === 0 ? {} : { cachedTokens: cached }),
    ...(cost === undefined ? {} : { cost }),
  };
}
