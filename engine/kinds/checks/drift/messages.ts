import type { CodesOf } from '../../../model/step-message.ts';
import { tellIn } from '../../tell.ts';

declare module '../../../model/step-message.ts' {
  interface StepMessages {
    'drift.none': { readonly of: 'configuration' | 'boot' | 'units' };
    /** In a few words what would change. */
    'drift.configuration': {
      readonly configured: string;
      readonly running: string;
      readonly changes: string;
    };
    'drift.boot': { readonly running: string; readonly profile: string };
    'drift.units': { readonly units: readonly string[] };
  }
}

export const tellDrift = tellIn<CodesOf<'drift'>>({
  'drift.none': ({ of }) => `no drift of ${of}`,
  'drift.configuration': ({ configured, running, changes }) =>
    `the configuration evaluates to ${configured}, but ${running} is running${changes === '' ? '' : `: ${changes}`}`,
  'drift.boot': ({ running, profile }) => `${running} is running, but ${profile} boots next`,
  'drift.units': ({ units }) => `failed: ${units.join(', ')}`,
});
