import type { OptionDeclaration } from '../../model/options/option.ts';
import type { PromptFacts } from './facts.ts';
import { topicOptions } from './topics.ts';

/** The options that a request may be about, best first: what a search found and what its topic is, in turns. */
export function relevantOptions({
  request,
  host,
  index,
  options,
}: PromptFacts): readonly OptionDeclaration[] {
  const topics = topicOptions(request, host.users, index);
  const longest = Math.max(topics.length, options.length);
  const turns = Array.from({ length: longest }, (_, at) => [options[at], topics[at]]).flat();
  const found = new Map(
    turns.flatMap((option) => (option === undefined ? [] : [[option.name, option] as const])),
  );
  return [...found.values()];
}
