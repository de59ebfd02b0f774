import type { Result } from '../../model/finding.ts';
import type { Principal } from '../../model/principal.ts';
import type { Events } from '../act.ts';
import type { AppDeps, Control } from '../deps.ts';
import type { KnownHost } from './known-host.ts';
import type { Reply } from './reply.ts';
import type { ConversationState } from './state.ts';

/** What a turn works with. */
export interface TurnContext extends Control {
  readonly deps: AppDeps;
  readonly principal: Principal;
  readonly host: KnownHost;
  readonly events: Events;
  readonly reply: (reply: Reply) => void;
}

/** Asks back; what can be chosen is known by its number from then on. */
export function askBack(
  { reply }: TurnContext,
  state: ConversationState,
  question: string,
  choices: readonly string[],
): ConversationState {
  reply({ kind: 'question', question, choices });
  return { ...state, question: choices.length === 0 ? undefined : { choices } };
}

/** Says why something was not done; the conversation stays where it is. */
export function refused(
  { events }: TurnContext,
  state: ConversationState,
  { findings }: Pick<Result<unknown>, 'findings'>,
): ConversationState {
  findings.forEach((finding) => events.tell({ type: 'finding', finding }));
  return state;
}
