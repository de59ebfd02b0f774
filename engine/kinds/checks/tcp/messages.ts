import type { CodesOf } from '../../../model/step-message.ts';
import { tellIn } from '../../tell.ts';

declare module '../../../model/step-message.ts' {
  interface StepMessages {
    'tcp.is': { readonly port: string; readonly is: 'open' | 'closed' };
    'tcp.other': { readonly is: 'open' | 'closed' };
  }
}

export const tellTcp = tellIn<CodesOf<'tcp'>>({
  'tcp.is': ({ port, is }) => `port ${port} is ${is}`,
  'tcp.other': ({ is }) => `it is ${is}`,
});
