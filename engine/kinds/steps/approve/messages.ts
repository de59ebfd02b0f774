import type { CodesOf } from '../../../model/step-message.ts';
import { nameOfDecider, type Decider } from '../../../model/step-data.ts';
import { tellIn } from '../../tell.ts';

declare module '../../../model/step-message.ts' {
  interface StepMessages {
    'approve.approved': { readonly by: Decider };
    'approve.refused': { readonly why?: string };
  }
}

export const tellApprove = tellIn<CodesOf<'approve'>>({
  'approve.approved': ({ by }) => `approved by ${nameOfDecider(by)}`,
  'approve.refused': ({ why }) => why ?? 'not approved',
});
