import type { CodesOf } from '../../../model/step-message.ts';
import { tellIn } from '../../tell.ts';

declare module '../../../model/step-message.ts' {
  interface StepMessages {
    'run.running': { readonly argv: readonly string[] };
    'run.ran': { readonly said: string };
    'run.not-started': { readonly program: string; readonly error: string };
    /** Without a code it was ended by a signal. */
    'run.exited': { readonly argv: readonly string[]; readonly exit?: number; readonly said: string };
    'run.undo-lacks-secret': { readonly step: string };
    'run.undo-missing': { readonly step: string };
    'run.undo-failed': { readonly step: string; readonly said: string };
  }
}

export const tellRun = tellIn<CodesOf<'run'>>({
  'run.running': ({ argv }) => `running ${argv.join(' ')}`,
  'run.ran': ({ said }) => said,
  'run.not-started': ({ program, error }) => `${program} could not be started (${error})`,
  'run.exited': ({ argv, exit, said }) => `${argv.join(' ')} exited ${exit ?? 'by a signal'}: ${said}`,
  'run.undo-lacks-secret': ({ step }) =>
    `step ${step} cannot be undone: its undo command contains a secret, which is not in the journal`,
  'run.undo-missing': ({ step }) => `step ${step} cannot be undone`,
  'run.undo-failed': ({ step, said }) => `the undo of step ${step} failed: ${said}`,
});
