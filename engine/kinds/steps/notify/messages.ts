import type { CodesOf } from '../../../model/step-message.ts';
import { tellIn } from '../../tell.ts';

declare module '../../../model/step-message.ts' {
  interface StepMessages {
    'notify.told': { readonly text: string };
  }
}

export const tellNotify = tellIn<CodesOf<'notify'>>({
  'notify.told': ({ text }) => text,
});
