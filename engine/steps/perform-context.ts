import type { PerformContext } from '../kinds/perform.ts';
import type { StateStep } from '../model/graph.ts';
import type { StepContext } from './context.ts';
import { say } from '../model/step-message.ts';
import type { PlannedAct } from '../model/plan.ts';
import type { RunState } from '../journal/fold.ts';
import { knownValues } from './change/resolve.ts';

/** What one step of the author sees of the run that it is part of. */
export function performContext(context: StepContext, step: StateStep): PerformContext {
  const { host, node, state, signal, self, redact, note, announce } = context;
  return {
    host,
    step,
    planned: approvedActs(state).filter((act) => act.step === step.id),
    checks: context.checked.kinds.checks,
    values: knownValues(context),
    state,
    timeout: node.timeout,
    signal,
    self,
    redact,
    ask: async (question) => {
      // Whoever says yes lets pass what comes after it, whatever its author makes of it.
      const acts = actsAfter(approvedActs(state), step.id);
      if (acts.length > 0) note(say('consent.lets-pass', { acts }));
      return context.consent.question(question, signal);
    },
    note,
    announce,
  };
}

/** In the preview, or where there is none with the consent to the steps. */
function approvedActs({ dryBuild, consent }: RunState): readonly PlannedAct[] {
  return dryBuild?.preview.acts ?? consent?.acts ?? [];
}

/** From a question to the next one. */
function actsAfter(acts: readonly PlannedAct[], question: string): readonly PlannedAct[] {
  const from = acts.findIndex(({ kind, step }) => kind === 'ask' && step === question);
  const after = from === -1 ? [] : acts.slice(from + 1);
  const next = after.findIndex(({ kind }) => kind === 'ask');
  return next === -1 ? after : after.slice(0, next);
}
