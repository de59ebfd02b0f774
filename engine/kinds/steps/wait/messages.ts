import type { CodesOf } from '../../../model/step-message.ts';
import { tellIn } from '../../tell.ts';

declare module '../../../model/step-message.ts' {
  interface StepMessages {
    'wait.waited': { readonly seconds: number };
    'wait.interrupted': NoValues;
  }
}

export const tellWait = tellIn<CodesOf<'wait'>>({
  'wait.waited': ({ seconds }) => `waited ${seconds} s`,
  'wait.interrupted': () => 'interrupted',
});
