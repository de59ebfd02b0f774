import type { Call, DraftProgress, ModelProgress } from '../compile/model/drafted.ts';
import { OFFLINE } from '../config/providers.ts';
import { choosePlanners } from '../llm/choose.ts';
import type { Turn } from '../model/completion.ts';
import { failed, ok, type Finding, type Result } from '../model/finding.ts';
import type { Principal } from '../model/principal.ts';
import { findSecret } from '../redact/find-secret.ts';
import { redactData } from '../redact/redact-data.ts';
import { compileSentence, type Planned } from '../run/plan/compile-sentence.ts';
import type { Planning } from '../run/plan/planning.ts';
import { makeRunId } from '../run/run-id.ts';
import { begin, type Act, type Events } from './act.ts';
import type { AppDeps } from './deps.ts';
import { openHostSession } from './host-session.ts';

/** Who plans: what the host's settings say, unless it is said otherwise. */
export interface PlanningChoice {
  readonly provider?: string | undefined;
  readonly model?: string | undefined;
  /** Whether an answer of a model that was accepted once is used again, and kept. */
  readonly cache: boolean;
}

export interface SentenceInput extends PlanningChoice {
  readonly sentence: string;
  /** Earlier turns of the conversation, for a model. */
  readonly history?: readonly Turn[];
  readonly signal: AbortSignal;
}

export type PlannedSentence = Planned & {
  /** The name of the run that may follow: calls of a model stand under it already. */
  readonly run: string;
};

/**
 * A sentence on a host → a runbook that may run, or what to do instead. Nothing of the host changes.
 *
 * Findings: SEC001, SEC002 it holds a secret; PLN001 to PLN003; those of the checks.
 */
export function planSentence(
  deps: AppDeps,
  _principal: Principal,
  input: SentenceInput,
): Act<PlannedSentence> {
  return begin(deps.redact, async (events) => makePlan(deps, input, events));
}

/** The same within another act. */
export async function makePlan(
  deps: AppDeps,
  input: SentenceInput,
  events: Events,
): Promise<Result<PlannedSentence>> {
  const { sentence } = input;
  const secret = findSecret(sentence);
  if (secret !== undefined) return failed(secret);
  const planners = plannersOf(deps, input);
  if (!planners.ok) return planners;
  const session = await openHostSession(deps, events);
  if (!session.ok) return session;
  const run = makeRunId(deps.host.clock.now());
  let recorded: Result<undefined> = ok(undefined);
  const planned = await compileSentence(session.value, sentence, {
    planners: planners.value,
    complete: deps.loadComplete,
    cache: input.cache && deps.settings.planner.cache,
    history: input.history ?? [],
    signal: input.signal,
    onProgress: (progress) => events.tell({ type: 'model-progress', progress: withoutText(progress) }),
    onCalls: (calls) => {
      if (recorded.ok) recorded = recordCalls(deps, run, calls, events);
    },
  });
  if (!recorded.ok) return recorded;
  return planned.ok ? ok({ ...planned.value, run }, planned.findings) : planned;
}

/** The planners that are asked, in this order. PLN003 where a model is named and none is asked. */
export function plannersOf(
  { settings: { planner, providers } }: Pick<AppDeps, 'settings'>,
  { provider, model }: PlanningChoice,
): Result<Planning['planners']> {
  const chosen = choosePlanners(provider === undefined ? planner.order : [provider], providers);
  if (!chosen.ok || model === undefined) return chosen;
  if (chosen.value.every((one) => one === OFFLINE)) return failed(noModel(model));
  return ok(chosen.value.map((one) => (one === OFFLINE ? one : { ...one, model })));
}

/** Whatever came of them: who pays for calls can read that they were made. */
function recordCalls(deps: AppDeps, run: string, calls: readonly Call[], events: Events): Result<undefined> {
  if (calls.length === 0) return ok(undefined);
  const opened = deps.openJournal();
  if (!opened.ok) return opened;
  using journal = opened.value;
  for (const call of calls)
    events.run(journal.append(run, redactData({ type: 'model-call', ...call }, deps.redact)));
  return ok(undefined);
}

function withoutText(progress: DraftProgress): ModelProgress {
  if (progress.kind !== 'judging') return progress;
  const { text: _, ...completion } = progress.completion;
  return { ...progress, completion };
}

function noModel(model: string): Finding {
  return {
    code: 'PLN003',
    severity: 'error',
    message: `--model ${model} names a model, and no provider is asked`,
    fix: 'name the provider with --provider; `nixos-ai providers` lists them',
  };
}
