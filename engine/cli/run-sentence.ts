import type { HostSettings } from '../config/host-settings.ts';
import { buildPrompt } from '../compile/model/prompt.ts';
import { renderPrompt } from '../compile/model/render-prompt.ts';
import type { Call } from '../compile/model/drafted.ts';
import { OFFLINE, type ProviderSettings } from '../config/providers.ts';
import { systemClock } from '../host/clock.ts';
import type { Exec } from '../model/host/exec.ts';
import { choosePlanners } from '../llm/choose.ts';
import type { Complete, Turn } from '../model/completion.ts';
import { failed, ok, type Finding, type Result } from '../model/finding.ts';
import { findSecret } from '../redact/find-secret.ts';
import { planSentence, type Planned } from '../run/plan-sentence.ts';
import type { Planning } from '../run/planning.ts';
import { readPromptFacts } from '../run/prompt-facts.ts';
import { makeRunId } from '../run/run-id.ts';
import { openSession } from '../run/session.ts';
import type { Door } from './door.ts';
import { makeDraftProgress } from './draft-progress.ts';
import { onInterrupt } from './interrupt.ts';
import { refreshCommand } from './refresh-command.ts';

export interface PlanningChoice {
  readonly provider?: string | undefined;
  readonly model?: string | undefined;
  readonly cache: boolean;
}

export type PlannedRun = Planned & {
  /** The name of the run that may follow: calls of a model stand under it already. */
  readonly run: string;
};

/** A sentence on a host → a runbook that may run, or what to do instead. */
export async function planOn(
  command: Door,
  settings: HostSettings,
  sentence: string,
  choice: PlanningChoice,
  history: readonly Turn[] = [],
): Promise<Result<PlannedRun>> {
  const secret = findSecret(sentence);
  if (secret !== undefined) return failed(secret);
  const planners = choose(settings, choice);
  if (!planners.ok) return planners;
  const opened = await openSession(command.exec, settings, refreshCommand(settings));
  if (!opened.ok) return opened;
  const run = makeRunId(systemClock.now());
  const progress = makeDraftProgress(command.output);
  const planning: Planning = {
    planners: planners.value,
    complete: loadComplete,
    cache: choice.cache && settings.planner.cache,
    history,
    signal: onInterrupt(command.output),
    onProgress: (event) => progress.show(event),
    onCalls: (calls) => recordCalls(command, settings, run, calls),
  };
  const planned = await planSentence(opened.value, sentence, planning);
  progress.end();
  return planned.ok ? ok({ ...planned.value, run }, planned.findings) : planned;
}

/** What a model would be sent for a sentence, as text. */
export async function showPrompt(
  exec: Exec,
  settings: HostSettings,
  sentence: string,
  choice: PlanningChoice,
): Promise<Result<string>> {
  const secret = findSecret(sentence);
  if (secret !== undefined) return failed(secret);
  const planners = choose(settings, choice);
  if (!planners.ok) return planners;
  const opened = await openSession(exec, settings, refreshCommand(settings));
  if (!opened.ok) return opened;
  const providers = planners.value.filter((planner) => planner !== OFFLINE);
  const maxTokens = Math.min(4096, ...providers.map((provider) => provider.maxTokens));
  const facts = await readPromptFacts(opened.value, sentence, [], maxTokens);
  if (!facts.ok) return facts;
  const prompt = buildPrompt(facts.value);
  return prompt.ok ? ok(renderPrompt(prompt.value), notSent(providers)) : prompt;
}

/** The SDKs take longer to load than most commands to run. */
async function loadComplete(providers: readonly ProviderSettings[]): Promise<Complete> {
  const { makeCompleteInOrder } = await import('../llm/complete.ts');
  return makeCompleteInOrder(providers, { env: process.env, clock: systemClock, random: Math.random });
}

function choose(settings: HostSettings, choice: PlanningChoice): Result<Planning['planners']> {
  const { planner, providers } = settings;
  const named = choice.provider === undefined ? planner.order : [choice.provider];
  const chosen = choosePlanners(named, providers);
  const { model } = choice;
  if (!chosen.ok || model === undefined) return chosen;
  if (chosen.value.every((one) => one === OFFLINE)) return failed(noModel(model));
  return ok(chosen.value.map((one) => (one === OFFLINE ? one : { ...one, model })));
}

function recordCalls(command: Door, settings: HostSettings, run: string, calls: readonly Call[]): void {
  if (calls.length === 0) return;
  using journal = command.openJournal(settings);
  for (const call of calls) command.output.event(journal.append(run, { type: 'model-call', ...call }));
}

function noModel(model: string): Finding {
  return {
    code: 'PLN003',
    severity: 'error',
    message: `--model ${model} names a model, and no provider is asked`,
    fix: 'name the provider with --provider; `nixos-ai providers` lists them',
  };
}

function notSent(providers: readonly ProviderSettings[]): Finding[] {
  if (providers.length > 0) return [];
  const message = 'this host asks no model; the prompt is what one named with --provider would be sent';
  const fix = '`nixos-ai providers explain` says how to configure one';
  return [{ code: 'PLN004', severity: 'warning', message, fix }];
}
