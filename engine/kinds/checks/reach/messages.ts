import type { CodesOf } from '../../../model/step-message.ts';
import { tellIn } from '../../tell.ts';

declare module '../../../model/step-message.ts' {
  interface StepMessages {
    'reach.reached': { readonly host: string; readonly port: string };
    'reach.refused': NoValues;
  }
}

export const tellReach = tellIn<CodesOf<'reach'>>({
  'reach.reached': ({ host, port }) => `port ${port} of ${host} is reached`,
  'reach.refused': () => 'no connection is accepted',
});
