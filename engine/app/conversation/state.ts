import type { CheckedRunbook } from '../../check/check-runbook.ts';
import type { Conversation, LastQuestion } from '../../compile/follow-up/said.ts';
import { OFFLINE, type PlannerSettings } from '../../config/providers.ts';
import type { Turn } from '../../model/completion.ts';
import type { PlannedBy } from '../../model/event.ts';
import type { PlanPreview } from '../../model/plan.ts';
import type { PlanningChoice } from '../plan-sentence.ts';

// More of what was said before makes a prompt longer and no clearer.
const MOST_TURNS = 4;

/** A plan that a person can refer to. */
export interface ShownPlan {
  /** As it was read, a follow-up as a whole sentence; `:run NAME` where nothing was read. */
  readonly sentence: string;
  /** False for a runbook that was named: nothing was read. */
  readonly read: boolean;
  readonly checked: CheckedRunbook;
  readonly planned: PlannedBy;
  /** What was shown last; absent where nothing of the configuration changes. */
  readonly preview?: PlanPreview | undefined;
  /** The run that applied it. */
  readonly applied?: string;
}

/** One conversation with one host, as far as it has come. A value: each turn gives the next. */
export interface ConversationState {
  readonly choice: PlanningChoice;
  readonly shown?: ShownPlan | undefined;
  /** Something else was said since the plan was shown: it is shown again before it is applied. */
  readonly aside: boolean;
  readonly question?: LastQuestion | undefined;
  readonly turns: readonly Turn[];
}

export function newConversation(choice: PlanningChoice): ConversationState {
  return { choice, aside: false, turns: [] };
}

/** A plan was shown: it is what later lines refer to. */
export function withPlan(state: ConversationState, shown: ShownPlan): ConversationState {
  const said: readonly Turn[] = [
    { role: 'user', text: shown.sentence },
    { role: 'assistant', text: shown.checked.runbook.text },
  ];
  const turns = [...state.turns, ...said].slice(-MOST_TURNS);
  return { ...state, shown, aside: false, question: undefined, turns };
}

/** What a later line may refer to. */
export function saidBefore({ shown, question }: ConversationState): Conversation {
  if (shown === undefined) return { question };
  const { change } = shown.checked;
  const edits = change.kind === 'edits' ? change.edits : [];
  return { question, plan: { sentence: shown.sentence, edits, applied: shown.applied !== undefined } };
}

/** Whether a model would be asked to plan. */
export function asksModels({ choice: { provider } }: ConversationState, planner: PlannerSettings): boolean {
  return (provider === undefined ? planner.order : [provider]).some((name) => name !== OFFLINE);
}
