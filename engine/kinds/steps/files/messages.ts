import type { CodesOf, StepMessage } from '../../../model/step-message.ts';
import { tellLines, tellIn } from '../../tell.ts';

declare module '../../../model/step-message.ts' {
  interface StepMessages {
    'files.kept': { readonly count: number };
    'files.not-kept': { readonly why: string };
    'files.restorable': NoValues;
    'files.replaced': { readonly count: number };
    'files.source-missing': { readonly path: string };
    'files.source-empty': { readonly path: string };
    'files.target-missing': { readonly path: string };
    'files.already-so': { readonly path: string; readonly from: string };
    'files.not-put-back': { readonly why: string };
    'files.not-restarted': { readonly unit: string; readonly said: string };
    'files.units-down': { readonly units: readonly StepMessage[] };
  }
}

export const tellFiles = tellIn<CodesOf<'files'>>({
  'files.kept': ({ count }) => `${count} files are kept`,
  'files.not-kept': ({ why }) => why,
  'files.restorable': () => 'a rollback restores these files',
  'files.replaced': ({ count }) => `${count} replaced`,
  'files.source-missing': ({ path }) => `${path} does not exist or is not a regular file`,
  'files.source-empty': ({ path }) => `${path} is empty`,
  'files.target-missing': ({ path }) =>
    `${path} does not exist or is not a regular file: only existing files are replaced`,
  'files.already-so': ({ path, from }) => `${path} already has the content of ${from}`,
  'files.not-put-back': ({ why }) => why,
  'files.not-restarted': ({ unit, said }) => `${unit} did not restart: ${said}`,
  'files.units-down': ({ units }, tell) => tellLines(units, tell),
});
