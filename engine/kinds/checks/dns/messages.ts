import type { CodesOf } from '../../../model/step-message.ts';
import { tellIn } from '../../tell.ts';

declare module '../../../model/step-message.ts' {
  interface StepMessages {
    /** Without addresses any will do. */
    'dns.has': { readonly name: string; readonly addresses?: readonly string[] };
    'dns.no-answer': { readonly error: string };
    'dns.none': NoValues;
    'dns.others': { readonly addresses: readonly string[] };
  }
}

export const tellDns = tellIn<CodesOf<'dns'>>({
  'dns.has': ({ name, addresses }) =>
    `the name ${name} has ${addresses === undefined ? 'an address' : `just the addresses ${addresses.join(', ')}`}`,
  'dns.no-answer': ({ error }) => `no answer: ${error}`,
  'dns.none': () => 'it has none',
  'dns.others': ({ addresses }) => `it has ${addresses.join(', ')}`,
});
