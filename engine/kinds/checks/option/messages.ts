import type { CodesOf } from '../../../model/step-message.ts';
import { tellIn } from '../../tell.ts';

declare module '../../../model/step-message.ts' {
  interface StepMessages {
    'option.as-requested': { readonly option: string };
    'option.no-evaluation': NoValues;
    'option.no-value': NoValues;
    'option.other': { readonly value: unknown };
  }
}

export const tellOption = tellIn<CodesOf<'option'>>({
  'option.as-requested': ({ option }) => `${option} has the requested value`,
  'option.no-evaluation': () => 'the live configuration does not evaluate',
  'option.no-value': () => 'it has no value',
  'option.other': ({ value }) => `it is ${JSON.stringify(value)}`,
});
