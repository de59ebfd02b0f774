import type { CodesOf } from '../../../model/step-message.ts';
import { tellIn } from '../../tell.ts';

declare module '../../../model/step-message.ts' {
  interface StepMessages {
    'restore.gives-back': { readonly path: string };
    /** What differs, as the comparison says. */
    'restore.differs': { readonly archive: string; readonly differences: readonly string[] };
    'restore.nothing-compared': { readonly archive: string; readonly path: string };
  }
}

export const tellRestore = tellIn<CodesOf<'restore'>>({
  'restore.gives-back': ({ path }) => `an archive gives back ${path}`,
  'restore.differs': ({ archive, differences }) => `${archive}: ${differences.join(', ')}`,
  'restore.nothing-compared': ({ archive, path }) =>
    `${archive}: no file in ${path} is as old as the archive, so nothing was compared`,
});
