import type { StepOf, Written } from '../../../model/runbook.ts';
import { TEXT } from '../../place.ts';
import { isUnitName } from '../../sinks.ts';
import type { StateKind } from '../../step-kind.ts';
import { parseFiles } from './parse.ts';
import { filesSchema } from './schema.ts';
import { tellFiles } from './messages.ts';
import { performFiles } from './perform.ts';

/** Files outside of the configuration: kept as they are for a rollback, some of them replaced. */
interface FilesStep {
  readonly keep: readonly Written[];
  readonly put: readonly { readonly file: Written; readonly from: Written }[];
  /** Units that read the files: restarted when files were put, and after a rollback. */
  readonly restart: readonly Written[];
}

declare module '../../../model/runbook.ts' {
  interface StateStepKinds {
    readonly files: FilesStep;
  }
}

export const filesStep: StateKind<StepOf<'files'>> = {
  kind: 'files',
  part: 'state',
  schema: filesSchema,
  outputs: {},
  parse: parseFiles,
  visit: (step, at) => {
    const path = (written: Written): Written =>
      at.value(written, { type: TEXT, sink: 'file path', policy: 'file' });
    const unit = (written: Written): Written =>
      at.value(written, { type: TEXT, sink: 'unit', allows: isUnitName });
    return {
      ...step,
      keep: step.keep.map(path),
      put: step.put.map(({ file, from }) => ({ file: path(file), from: path(from) })),
      restart: step.restart.map(unit),
    };
  },
  // A copy of what was there lies in the state directory before the first byte is changed.
  effect: () => ({ mutates: true, inverse: 'rollback', recovery: 'rollback' }),
  nature: { changesHost: () => true, takenBackBy: () => 'rollback' },
  risk: () => 'change',
  refuseGenerated: ({ id }) => ({
    message: `the step '${id}' of a generated runbook keeps or replaces files outside the configuration`,
    fix: 'put it in a runbook written by a person',
  }),
  acts: ({ keep, put, restart }, { text }) => [
    ...keep.map((file) => ({ kind: 'keep' as const, file: text(file) })),
    ...put.map(({ file, from }) => ({ kind: 'put' as const, file: text(file), from: text(from) })),
    ...(put.length === 0 ? [] : restart.map((unit) => ({ kind: 'restart' as const, unit: text(unit) }))),
  ],
  ...performFiles,
  tell: tellFiles,
  label: ({ keep, put }) => {
    const [what, count] = put.length === 0 ? ['keep', keep.length] : ['replace', put.length];
    return `${what} ${count} file${count === 1 ? '' : 's'}, can be undone`;
  },
  explainUndo: () => 'files restored',
  document: ({ keep, put, restart }, { text }) =>
    [
      ...(keep.length === 0 ? [] : [`keeps ${keep.map(text).join(', ')} for a rollback`]),
      ...put.map(({ file, from }) => `replaces the content of ${text(file)} by that of ${text(from)}`),
      ...(put.length === 0 || restart.length === 0 ? [] : [`restarts ${restart.map(text).join(', ')}`]),
    ].join(', '),
  documentUndo: ({ keep, put, restart }, { text }) => {
    const all = [...keep, ...put.map(({ file }) => file)].map(text).join(', ');
    const after = restart.length === 0 ? '' : `, and ${restart.map(text).join(', ')} is restarted`;
    return `${all} are restored with mode and owner${after}.`;
  },
};
