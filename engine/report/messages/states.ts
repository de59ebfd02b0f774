import { tellIn, type Phrases, type Tell } from '../../kinds/tell.ts';
import type { StateMessages, StepMessage } from '../../model/step-message.ts';
import { PLANNING } from './planning.ts';
import { RUN } from './run.ts';
import { SWITCHING } from './switching.ts';
import { GOING_BACK } from './going-back.ts';

/** The English of what the engine's own states say. */
export const STATE_PHRASES: Phrases<keyof StateMessages> = {
  ...PLANNING,
  ...SWITCHING,
  ...GOING_BACK,
  ...RUN,
};

export function isStateMessage(said: StepMessage): said is StepMessage<keyof StateMessages> {
  return Object.hasOwn(STATE_PHRASES, said.code);
}

export const tellState: (said: StepMessage<keyof StateMessages>, tell: Tell) => string =
  tellIn(STATE_PHRASES);
