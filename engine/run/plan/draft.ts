import type { CheckedRunbook } from '../../check/check-runbook.ts';
import type { ProviderSettings } from '../../config/providers.ts';
import { cacheKey } from '../../compile/model/cache-key.ts';
import type { Drafted } from '../../compile/model/drafted.ts';
import type { PromptFacts } from '../../compile/model/facts.ts';
import { draftWithModel } from '../../compile/model/loop.ts';
import { buildPrompt } from '../../compile/model/prompt.ts';
import { keepAnswer, readAnswer, type KeptAnswer } from '../../host/program/answer-cache.ts';
import type { Complete } from '../../model/completion.ts';
import type { PlannedBy } from '../../model/event.ts';
import { failed, ok, type Result } from '../../model/finding.ts';
import { judgeCandidate } from './judge.ts';
import type { Planning } from './planning.ts';
import { readPromptFacts } from './prompt-facts.ts';
import type { Session } from '../session.ts';

/** What came of asking, and who answered in the end. */
export interface DraftMade {
  readonly drafted: Drafted;
  readonly planned: PlannedBy;
}

/**
 * A plan of the first provider that answers, or of an earlier time where the very same was asked and the plan still
 * passes every check. Findings: the request is too long for the budget, the policy cannot be read.
 */
export async function draftWithProviders(
  session: Session,
  sentence: string,
  providers: readonly ProviderSettings[],
  planning: Planning,
): Promise<Result<DraftMade>> {
  const maxTokens = Math.min(...providers.map((provider) => provider.maxTokens));
  const facts = await readPromptFacts(session, sentence, planning.history, maxTokens);
  if (!facts.ok) return facts;
  const key = keyOf(facts.value, providers);
  if (!key.ok) return key;
  const kept = planning.cache ? await fromEarlier(session, facts.value, key.value, planning) : undefined;
  if (kept !== undefined) return ok(kept);
  const seen: { answer?: KeptAnswer } = {};
  const drafted = await draftWithModel<CheckedRunbook>({
    facts: facts.value,
    complete: await planning.complete(providers),
    judge: async (candidate) => judgeCandidate(session, candidate),
    rounds: session.settings.planner.rounds,
    signal: planning.signal,
    onProgress: (progress) => {
      if (progress.kind === 'judging') seen.answer = progress.completion;
      planning.onProgress(progress);
    },
  });
  const accepted = drafted.kind === 'runbook' || drafted.kind === 'library';
  if (accepted && planning.cache && seen.answer !== undefined) {
    const { text, provider, model } = seen.answer;
    await keepAnswer(session.settings.place.state, key.value, { text, provider, model });
  }
  return ok({ drafted, planned: plannedBy(drafted, providers) });
}

function keyOf(facts: PromptFacts, providers: readonly ProviderSettings[]): Result<string> {
  const request = buildPrompt(facts);
  if (!request.ok) return failed(...request.findings);
  const asked = providers.map(({ name, kind, model, baseUrl }) => [name, kind, model, baseUrl]);
  return ok(cacheKey({ request: request.value, provider: JSON.stringify(asked), model: '' }));
}

/** Nothing is trusted because it was once: the host may have changed, and the file too. */
async function fromEarlier(
  session: Session,
  facts: PromptFacts,
  key: string,
  { signal }: Planning,
): Promise<DraftMade | undefined> {
  const kept = await readAnswer(session.settings.place.state, key);
  if (kept === undefined) return undefined;
  const { provider, model, text } = kept;
  const usage = { inputTokens: 0, outputTokens: 0 };
  const complete: Complete = async () =>
    Promise.resolve({ ok: true, completion: { text, provider, model, usage, attempts: 0, took: 0 } });
  const drafted = await draftWithModel<CheckedRunbook>({
    facts,
    complete,
    judge: async (candidate) => judgeCandidate(session, candidate),
    rounds: 1,
    signal,
  });
  if (drafted.kind !== 'runbook' && drafted.kind !== 'library') return undefined;
  return { drafted: { ...drafted, calls: [] }, planned: { planner: provider, model, rounds: 0 } };
}

function plannedBy(drafted: Drafted, providers: readonly ProviderSettings[]): PlannedBy {
  const { calls } = drafted;
  const last = calls.at(-1);
  const [first] = providers;
  return {
    planner: last?.provider ?? first?.name ?? '',
    model: last?.model ?? first?.model ?? '',
    rounds: Math.max(0, ...calls.map(({ round }) => round)),
  };
}
