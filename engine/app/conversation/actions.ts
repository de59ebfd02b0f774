import { pinRunbook } from '../../check/check-runbook.ts';
import { wordsOfEdits } from '../../compile/follow-up/edit-words.ts';
import type { FollowUpAction } from '../../compile/follow-up/words.ts';
import { ok, type Result } from '../../model/finding.ts';
import { assertNever } from '../../model/outcome.ts';
import type { WhyFacts } from '../../report/run/why.ts';
import { controlOf } from '../deps.ts';
import { takeBack } from '../roll-back.ts';
import { runChange } from '../run-change.ts';
import { agreedTo } from './agreed.ts';
import { refused, type TurnContext } from './context.ts';
import { requestOf } from './plan-line.ts';
import type { ConversationState, ShownPlan } from './state.ts';

/** Does what is asked of the last plan. */
export async function act(
  context: TurnContext,
  state: ConversationState,
  action: FollowUpAction,
): Promise<ConversationState> {
  if (action === 'drop') return drop(context, state);
  const { shown } = state;
  if (shown === undefined) {
    context.reply({ kind: 'nothing-planned' });
    return { ...state, question: undefined };
  }
  switch (action) {
    case 'apply':
      return apply(context, state, shown);
    case 'why': {
      const facts = await whyFacts(context, shown);
      if (!facts.ok) return refused(context, state, facts);
      context.reply({ kind: 'why', facts: facts.value });
      return state;
    }
    case 'show':
      return showAgain(context, state, shown);
    case 'undo':
      return takeRunBack(context, state, shown.applied);
    default:
      return assertNever(action);
  }
}

/** Takes a run back, or the last one; its preview asks for consent of its own. */
export async function takeRunBack(
  context: TurnContext,
  state: ConversationState,
  run: string | undefined,
): Promise<ConversationState> {
  const { deps, principal, events, reply, host } = context;
  host.forget();
  const result = await takeBack(deps, principal, { ...controlOf(context), run }, events);
  if (!result.ok) return refused(context, state, result);
  reply({ kind: 'ended', ran: result.value });
  const isBack = result.value.exitCode === 0 && state.shown?.applied !== undefined;
  return isBack ? { ...state, shown: undefined } : state;
}

async function apply(
  context: TurnContext,
  state: ConversationState,
  shown: ShownPlan,
): Promise<ConversationState> {
  if (shown.applied !== undefined) {
    context.reply({ kind: 'applied-already', run: shown.applied });
    return state;
  }
  if (state.aside) {
    context.reply({ kind: 'not-what-was-shown-last' });
    return showAgain(context, state, shown);
  }
  return applyShown(context, state, shown);
}

/**
 * Applies the very plan that was shown. Its preview is made again; where it is another one it is shown, and nothing is
 * changed: what a person agreed to is what they saw.
 */
async function applyShown(
  context: TurnContext,
  state: ConversationState,
  shown: ShownPlan,
): Promise<ConversationState> {
  const { deps, principal, events, reply, host, consent, signal } = context;
  const planHash = shown.preview?.planHash;
  reply({ kind: 'applies', ...(planHash === undefined ? {} : { planHash }) });
  let { preview } = shown;
  const agreed = agreedTo(shown.preview, consent, (other) => (preview = other));
  const change = {
    checked: shown.checked,
    mode: 'apply',
    consent: agreed,
    signal,
    ...requestOf(shown),
  } as const;
  const result = await runChange(deps, principal, change, events);
  host.forget();
  if (!result.ok) return refused(context, state, result);
  const { outcome, run } = result.value;
  reply({ kind: 'ended', ran: result.value });
  const live = outcome === 'verified' || outcome === 'pending-reboot' || outcome === 'no-change';
  return { ...state, shown: { ...shown, preview, ...(live ? { applied: run } : {}) } };
}

function drop({ reply }: TurnContext, state: ConversationState): ConversationState {
  if (state.question !== undefined) {
    reply({ kind: 'dropped', what: 'question', planStays: state.shown !== undefined });
    return { ...state, question: undefined };
  }
  const open = state.shown !== undefined && state.shown.applied === undefined;
  reply({ kind: 'dropped', what: open ? 'plan' : 'nothing', planStays: false });
  return open ? { ...state, shown: undefined } : state;
}

function showAgain({ reply }: TurnContext, state: ConversationState, shown: ShownPlan): ConversationState {
  const { sentence, preview } = shown;
  reply({ kind: 'plan', sentence, ...(preview === undefined ? {} : { preview }) });
  if (shown.applied === undefined) reply({ kind: 'plan-stands' });
  return { ...state, aside: false };
}

async function whyFacts({ host }: TurnContext, shown: ShownPlan): Promise<Result<WhyFacts>> {
  const { sentence, planned, preview, checked, read } = shown;
  const edits = checked.change.kind === 'edits' ? checked.change.edits : [];
  const common = { request: sentence, planned, pinned: pinRunbook(checked), preview };
  const isByWords = read && planned.model === undefined;
  if (!isByWords) return ok({ ...common, edits: edits.map((edit) => ({ edit })) });
  const facts = await host.facts();
  return facts.ok ? ok({ ...common, edits: wordsOfEdits(sentence, edits, facts.value.read) }) : facts;
}
