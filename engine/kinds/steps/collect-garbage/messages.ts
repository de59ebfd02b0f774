import type { CodesOf } from '../../../model/step-message.ts';
import { tellIn } from '../../tell.ts';

declare module '../../../model/step-message.ts' {
  interface StepMessages {
    'collect-garbage.deleting': { readonly generations: readonly number[] };
    'collect-garbage.generations-stay': { readonly generations: readonly number[]; readonly said: string };
    'collect-garbage.menu-stays': { readonly said: string };
    'collect-garbage.took-too-long': NoValues;
    'collect-garbage.failed': { readonly said: string };
    'collect-garbage.freed': { readonly generations: number; readonly paths: number; readonly bytes: number };
  }
}

export const tellGarbage = tellIn<CodesOf<'collect-garbage'>>({
  'collect-garbage.deleting': ({ generations }) =>
    `deleting ${generations.length === 0 ? 'garbage' : `generations ${generations.join(', ')} and garbage`}`,
  'collect-garbage.generations-stay': ({ generations, said }) =>
    `generations ${generations.join(', ')} could not be deleted: ${said}`,
  'collect-garbage.menu-stays': ({ said }) => `the boot menu still lists deleted generations: ${said}`,
  'collect-garbage.took-too-long': () => 'garbage could not be collected: it took too long',
  'collect-garbage.failed': ({ said }) => `garbage could not be collected: ${said}`,
  'collect-garbage.freed': ({ generations, paths, bytes }) =>
    `${generations} generation${generations === 1 ? '' : 's'} and ${paths} store paths deleted, ${(bytes / 1024 ** 2).toFixed(1)} MiB freed`,
});
