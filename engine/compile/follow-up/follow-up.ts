import { assertNever } from '../../model/outcome.ts';
import { readAddition } from './also.ts';
import { pickChoice } from './choice.ts';
import { readReplacement } from './instead.ts';
import { readShape, type RequestShape } from './shape.ts';
import { findAction, type FollowUpAction } from './words.ts';
import { readExclusion } from './without.ts';
import type { Conversation, FollowUp, FollowUpFacts, LastPlan } from './said.ts';

/**
 * A line that refers to what was said before → what it asks for, as a whole sentence or an action; nothing where it
 * refers to nothing. Every sentence that comes out was read again, and differs from the last one in what was asked and
 * in nothing else; what cannot be held to that is asked.
 *
 * @example
 * readFollowUp('also nginx', { plan: { sentence: 'enable docker', edits, applied: false } }, facts)
 * // { kind: 'sentence', sentence: 'enable docker, then enable nginx' }
 */
export function readFollowUp(line: string, said: Conversation, facts: FollowUpFacts): FollowUp | undefined {
  const action = findAction(line);
  if (said.question !== undefined) {
    // A request of its own is no answer, though a choice has its words.
    const whole = facts.read(line).kind === 'change';
    const picked = pickChoice(line, said.question.choices, action, whole);
    if (picked !== undefined) return picked;
  }
  if (action !== undefined) return act(action, said.plan);
  const shape = said.plan === undefined ? undefined : readShape(line);
  if (said.plan === undefined || shape === undefined) return undefined;
  const changed = change(shape, said.plan, facts);
  return changed.kind === 'unsure' && facts.read(line).kind === 'change' ? undefined : changed;
}

function change(shape: RequestShape, plan: LastPlan, facts: FollowUpFacts): FollowUp {
  switch (shape.kind) {
    case 'also':
      return readAddition(shape, plan, facts);
    case 'instead':
      return readReplacement(shape, plan, facts);
    case 'without':
      return readExclusion(shape, plan, facts);
    default:
      return assertNever(shape.kind);
  }
}

/** An action is taken where there is something to take it on; "undo" of nothing planned is for the planner. */
function act(action: FollowUpAction | 'maybe', plan: LastPlan | undefined): FollowUp | undefined {
  if (action === 'undo') return undo(plan);
  if (plan === undefined)
    return { kind: 'ask', question: 'There is no plan yet. What should change?', choices: [] };
  if (action === 'why' || action === 'show') return { kind: 'action', action };
  if (plan.applied)
    return { kind: 'ask', question: 'That is already applied. What should change now?', choices: [] };
  return action === 'maybe'
    ? { kind: 'ask', question: "Apply the plan? Say 'apply it' or 'never mind'.", choices: [] }
    : { kind: 'action', action };
}

function undo(plan: LastPlan | undefined): FollowUp | undefined {
  if (plan === undefined) return undefined;
  if (plan.applied) return { kind: 'action', action: 'undo' };
  const question = 'This plan was not applied, so there is nothing to undo. What do you want to do?';
  return { kind: 'ask', question, choices: ['never mind', 'go back to the previous generation'] };
}
