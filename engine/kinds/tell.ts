import type { MessageCode, StepMessage, StepMessages } from '../model/step-message.ts';

/** Puts a message into English. */
export type Tell = (said: StepMessage) => string;

/** The English of some messages. `tell` is for those that are values of them. */
export type Phrases<C extends MessageCode> = {
  readonly [Code in C]: (values: StepMessages[Code], tell: Tell) => string;
};

/**
 * Puts messages of one place into English.
 *
 * @example
 * tellIn<CodesOf<'wait'>>({ 'wait.waited': ({ seconds }) => `waited ${seconds} s`, … })
 */
export function tellIn<C extends MessageCode>(
  phrases: Phrases<C>,
): (said: StepMessage<C>, tell: Tell) => string {
  return (said, tell) => phrases[said.code](said.values, tell);
}

/** Several messages, a line each. */
export function tellLines(said: readonly StepMessage[], tell: Tell): string {
  return said.map(tell).join('\n');
}
