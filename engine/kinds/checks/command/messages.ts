import type { CodesOf } from '../../../model/step-message.ts';
import { tellIn } from '../../tell.ts';

declare module '../../../model/step-message.ts' {
  interface StepMessages {
    'command.exits': { readonly argv: readonly string[]; readonly exit: number };
    /** Without a code it was ended by a signal. */
    'command.exited': { readonly exit?: number; readonly said: string };
  }
}

export const tellCommand = tellIn<CodesOf<'command'>>({
  'command.exits': ({ argv, exit }) => `${argv.join(' ')} exits ${exit}`,
  'command.exited': ({ exit, said }) => `it exited ${exit ?? 'by a signal'}: ${said}`,
});
