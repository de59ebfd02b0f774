import type { CodesOf } from '../../../model/step-message.ts';
import { tellIn } from '../../tell.ts';

declare module '../../../model/step-message.ts' {
  interface StepMessages {
    'file.exists': { readonly path: string };
    'file.gone': { readonly path: string };
    'file.missing': NoValues;
    'file.there': NoValues;
    'file.no-newer': { readonly changed: string };
    'file.not-regular': NoValues;
  }
}

export const tellFileCheck = tellIn<CodesOf<'file'>>({
  'file.exists': ({ path }) => `${path} exists`,
  'file.gone': ({ path }) => `${path} does not exist`,
  'file.missing': () => 'it does not exist',
  'file.there': () => 'it exists',
  'file.no-newer': ({ changed }) => `it last changed at ${changed}, which is not newer`,
  'file.not-regular': () => 'it is not a regular file',
});
