import { findAction, type FollowUpAction } from '../../compile/follow-up/words.ts';
import { readFollowUp } from '../../compile/follow-up/follow-up.ts';
import { failed, ok } from '../../model/finding.ts';
import { assertNever } from '../../model/outcome.ts';
import type { Principal } from '../../model/principal.ts';
import { findSecret } from '../../redact/find-secret.ts';
import { begin, type Act } from '../act.ts';
import type { AppDeps, Control } from '../deps.ts';
import { act, takeRunBack } from './actions.ts';
import { askBack, refused, type TurnContext } from './context.ts';
import type { KnownHost } from './known-host.ts';
import { planLine, planNamed } from './plan-line.ts';
import type { Reply } from './reply.ts';
import { asksModels, saidBefore, type ConversationState } from './state.ts';

/** What somebody says in a conversation. */
export type Said =
  | { readonly kind: 'line'; readonly line: string }
  /** An action without words for it: a command of the prompt, a button. */
  | { readonly kind: 'action'; readonly action: FollowUpAction }
  /** A run is to be taken back, the last one where none is named. */
  | { readonly kind: 'undo'; readonly run?: string | undefined }
  /** A runbook is to be planned. */
  | {
      readonly kind: 'runbook';
      readonly runbook: string;
      readonly given: Readonly<Record<string, string>>;
      /** As later lines refer to it. */
      readonly sentence: string;
    };

export interface TurnInput extends Control {
  readonly state: ConversationState;
  readonly said: Said;
  readonly host: KnownHost;
}

/**
 * One turn of a conversation: something about the last plan or question, or a new request. What is said to it, and what
 * keeps it from being done, are events; its value is the state that the next turn begins with.
 *
 * @example
 * const turn = takeTurn(deps, principal, { state, said: { kind: 'line', line: 'also for bob' }, host, … });
 * for await (const event of turn.events) show(event);
 * state = (await turn.result).value ?? state;
 */
export function takeTurn(deps: AppDeps, principal: Principal, input: TurnInput): Act<ConversationState> {
  return begin(deps.redact, async (events) => {
    const { host, consent, signal } = input;
    const reply = (said: Reply): void => events.tell({ type: 'reply', reply: said });
    const context = { deps, principal, host, consent, signal, events, reply };
    return ok(await answerSaid(context, input.state, input.said));
  });
}

async function answerSaid(
  context: TurnContext,
  state: ConversationState,
  said: Said,
): Promise<ConversationState> {
  switch (said.kind) {
    case 'line':
      return answerLine(context, state, said.line);
    case 'action':
      return act(context, state, said.action);
    case 'undo':
      return takeRunBack(context, state, said.run);
    case 'runbook':
      return planNamed(context, state, said);
    default:
      return assertNever(said);
  }
}

async function answerLine(
  context: TurnContext,
  state: ConversationState,
  line: string,
): Promise<ConversationState> {
  const secret = findSecret(line);
  // Not even a question repeats it.
  if (secret !== undefined) return refused(context, state, failed(secret));
  const refers = state.shown !== undefined || state.question !== undefined || findAction(line) !== undefined;
  if (!refers) return planLine(context, state, line);
  const facts = await context.host.facts();
  if (!facts.ok) return refused(context, state, facts);
  const meant = readFollowUp(line, saidBefore(state), facts.value);
  switch (meant?.kind) {
    case undefined:
      return planLine(context, state, line);
    case 'sentence':
      return answerSentence(context, state, meant.sentence, line);
    case 'action':
      return act(context, state, meant.action);
    case 'ask':
      return askBack(context, state, meant.question, meant.choices);
    case 'unsure':
      return asksModels(state, context.deps.settings.planner)
        ? planLine(context, state, line)
        : askBack(context, state, meant.question, []);
    default:
      return assertNever(meant);
  }
}

/** What a question's answer or a follow-up says in full is told before it is planned. */
async function answerSentence(
  context: TurnContext,
  state: ConversationState,
  sentence: string,
  line: string,
): Promise<ConversationState> {
  const answered = { ...state, question: undefined };
  if (findAction(sentence) !== undefined) return answerLine(context, answered, sentence);
  if (sentence !== line) context.reply({ kind: 'read-as', sentence });
  return planLine(context, answered, sentence);
}
