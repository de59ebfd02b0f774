import type { Kinds } from '../../kinds/step-kind.ts';
import type { Tell } from '../../kinds/tell.ts';
import type { Finding } from '../../model/finding.ts';
import type { StepMessage } from '../../model/step-message.ts';
import { renderFindings } from '../findings.ts';
import { isStateMessage, tellState } from './states.ts';

/**
 * What a run says, in English. Throws where it is of a kind that is not handed in.
 *
 * @example
 * tellMessage(say('plan.files', { count: 2 }), KINDS)   // '2 files to change'
 */
export function tellMessage(said: StepMessage, kinds: Kinds): string {
  const tell: Tell = (one) => tellMessage(one, kinds);
  return isStateMessage(said) ? tellState(said, tell) : tellerOf(said, kinds).tell(said, tell);
}

/**
 * A message, and below it what was found.
 *
 * @example
 * tellWithFindings(say('consent.refused', {}), [known], KINDS)   // 'not approved\nwarning QTN001: …'
 */
export function tellWithFindings(
  said: StepMessage | undefined,
  findings: readonly Finding[] | undefined,
  kinds: Kinds,
): string {
  const message = said === undefined ? '' : tellMessage(said, kinds);
  const found = findings === undefined || findings.length === 0 ? '' : renderFindings(findings);
  return [message, found].filter((text) => text !== '').join('\n');
}

/** Its `tell` is a method, as that of a kind is: the kind was found by the message's own code. */
interface Teller {
  tell(said: StepMessage, tell: Tell): string;
}

function tellerOf({ code }: StepMessage, { steps, checks }: Kinds): Teller {
  const [room] = code.split('.');
  const step = steps.find(({ kind }) => kind === room);
  const found = step?.part === 'state' ? step : checks.find(({ kind }) => kind === room);
  if (found === undefined) throw new TypeError(`no kind that is known here says '${code}'`);
  return found;
}
