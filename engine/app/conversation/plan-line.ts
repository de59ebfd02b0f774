import { OFFLINE } from '../../config/providers.ts';
import { foldRun } from '../../journal/fold.ts';
import { ok } from '../../model/finding.ts';
import { assertNever } from '../../model/outcome.ts';
import { checkNamed } from '../../run/session.ts';
import { makeRunId } from '../../run/run-id.ts';
import { startRun } from '../../run/play/start.ts';
import { controlOf, withRunDeps } from '../deps.ts';
import { doPlanned } from '../do-sentence.ts';
import { makePlan, type PlannedSentence } from '../plan-sentence.ts';
import { askBack, refused, type TurnContext } from './context.ts';
import { withPlan, type ConversationState, type ShownPlan } from './state.ts';

/** A plan before it was shown. */
type NewPlan = Omit<ShownPlan, 'preview' | 'applied'>;

/** Plans a sentence and shows the plan. Nothing is changed, unless it asks for an operation, which asks on its own. */
export async function planLine(
  context: TurnContext,
  before: ConversationState,
  sentence: string,
): Promise<ConversationState> {
  const { deps, events, signal } = context;
  const state = { ...before, question: undefined, aside: true };
  const input = { ...state.choice, sentence, history: state.turns, signal };
  const made = events.withWarnings(await makePlan(deps, input, events));
  if (!made.ok) return refused(context, state, made);
  if (made.value.kind === 'checked') {
    const { checked, planned, run } = made.value;
    return showPlan(context, state, { sentence, read: true, checked, planned }, run);
  }
  return doOther(context, state, sentence, made.value);
}

/** Plans a runbook and shows the plan. */
export async function planNamed(
  context: TurnContext,
  state: ConversationState,
  named: {
    readonly runbook: string;
    readonly given: Readonly<Record<string, string>>;
    readonly sentence: string;
  },
): Promise<ConversationState> {
  const { deps, events, host } = context;
  const session = events.withWarnings(await host.session());
  if (!session.ok) return refused(context, state, session);
  const checked = events.withWarnings(await checkNamed(session.value, named.runbook, named.given));
  if (!checked.ok) return refused(context, state, checked);
  const plan = { read: false, checked: checked.value, planned: { planner: OFFLINE } };
  return showPlan(context, state, { sentence: named.sentence, ...plan }, makeRunId(deps.host.clock.now()));
}

/** What a plan's run is on record with. */
export function requestOf({ sentence, read, planned }: NewPlan) {
  return read ? { request: sentence, planned } : {};
}

/** What is no plan: a question, an operation, something that is to be said otherwise. */
async function doOther(
  context: TurnContext,
  state: ConversationState,
  sentence: string,
  made: PlannedSentence,
): Promise<ConversationState> {
  const { deps, principal, events, reply, host } = context;
  const input = { ...controlOf(context), ...state.choice, sentence, mode: 'apply', tasks: true } as const;
  const done = await doPlanned(deps, principal, made, input, events);
  if (!done.ok) return refused(context, state, done);
  switch (done.value.kind) {
    case 'ran':
      host.forget();
      reply({ kind: 'ended', ran: done.value.ran });
      return state;
    case 'answered':
      reply({ kind: 'answer', answer: done.value.answer });
      return state;
    case 'open': {
      const { proposal } = done.value;
      if (proposal.kind === 'ask') return askBack(context, state, proposal.question, proposal.choices);
      reply({ kind: 'refusal', proposal });
      return state;
    }
    case 'task':
      throw new TypeError(`the task '${done.value.task}' was to be done`);
    default:
      return assertNever(done.value);
  }
}

/** Plays a checked runbook as far as its preview, and makes it what later lines refer to; nothing is changed. */
async function showPlan(
  context: TurnContext,
  state: ConversationState,
  plan: NewPlan,
  run: string,
): Promise<ConversationState> {
  const { deps, principal, events, reply } = context;
  const shown = await withRunDeps(deps, principal, controlOf(context), events, async (runDeps) => {
    const result = await startRun(runDeps, plan.checked, { mode: 'plan', run, ...requestOf(plan) });
    if (!result.ok) return result;
    const preview = foldRun(runDeps.journal.events(result.value.run))?.dryBuild?.preview;
    return ok({ ran: result.value, preview });
  });
  if (!shown.ok) return refused(context, state, shown);
  const { ran, preview } = shown.value;
  if (ran.outcome !== 'planned') {
    reply({ kind: 'ended', ran });
    return state;
  }
  reply({ kind: 'plan-stands' });
  return withPlan(state, { ...plan, preview });
}
