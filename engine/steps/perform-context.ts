import type { PerformContext } from '../kinds/perform.ts';
import type { StateStep } from '../model/graph.ts';
import type { StepContext } from './context.ts';
import { knownValues } from './change/resolve.ts';

/** What one step of the author sees of the run that it is part of. */
export function performContext(context: StepContext, step: StateStep): PerformContext {
  const { host, node, state, signal, self, redact, note, announce } = context;
  return {
    host,
    step,
    checks: context.checked.kinds.checks,
    values: knownValues(context),
    state,
    timeout: node.timeout,
    signal,
    self,
    redact,
    ask: (question) => context.consent.question(question, signal),
    note,
    announce,
  };
}
