import type { CodesOf } from '../../../model/step-message.ts';
import { tellIn } from '../../tell.ts';

declare module '../../../model/step-message.ts' {
  interface StepMessages {
    'newest.there': { readonly directory: string };
    'newest.small': { readonly name: string; readonly bytes: number };
    'newest.no-newer': { readonly name: string };
  }
}

export const tellNewest = tellIn<CodesOf<'newest'>>({
  'newest.there': ({ directory }) => `${directory} has a file as required`,
  'newest.small': ({ name, bytes }) => `${name} has ${bytes} bytes`,
  'newest.no-newer': ({ name }) => `nothing is newer than ${name}, which already existed`,
});
