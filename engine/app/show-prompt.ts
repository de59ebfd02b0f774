import { buildPrompt } from '../compile/model/prompt.ts';
import { renderPrompt } from '../compile/model/render-prompt.ts';
import { OFFLINE, type ProviderSettings } from '../config/providers.ts';
import { failed, ok, type Finding, type Result } from '../model/finding.ts';
import type { Principal } from '../model/principal.ts';
import { findSecret } from '../redact/find-secret.ts';
import { readPromptFacts } from '../run/plan/prompt-facts.ts';
import { begin, type Act, type Events } from './act.ts';
import type { AppDeps } from './deps.ts';
import { openHostSession } from './host-session.ts';
import { plannersOf, type PlanningChoice } from './plan-sentence.ts';

export interface PromptInput extends PlanningChoice {
  readonly sentence: string;
}

/** What a model would be sent for a sentence, as text. Nothing is sent. Findings: as of planning it. */
export function showPrompt(deps: AppDeps, _principal: Principal, input: PromptInput): Act<string> {
  return begin(deps.redact, async (events) => events.withWarnings(await makePrompt(deps, input, events)));
}

async function makePrompt(deps: AppDeps, input: PromptInput, events: Events): Promise<Result<string>> {
  const secret = findSecret(input.sentence);
  if (secret !== undefined) return failed(secret);
  const planners = plannersOf(deps, input);
  if (!planners.ok) return planners;
  const session = await openHostSession(deps, events);
  if (!session.ok) return session;
  const providers = planners.value.filter((planner) => planner !== OFFLINE);
  const maxTokens = Math.min(4096, ...providers.map((provider) => provider.maxTokens));
  const facts = await readPromptFacts(session.value, input.sentence, [], maxTokens);
  if (!facts.ok) return facts;
  const prompt = buildPrompt(facts.value);
  return prompt.ok ? ok(renderPrompt(prompt.value), notSent(providers)) : prompt;
}

function notSent(providers: readonly ProviderSettings[]): Finding[] {
  if (providers.length > 0) return [];
  const message = 'this host asks no model; the prompt is what one named with --provider would be sent';
  const fix = '`nixos-ai providers explain` says how to configure one';
  return [{ code: 'PLN004', severity: 'warning', message, fix }];
}
