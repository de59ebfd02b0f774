import { readTextValue } from '../../../engine/document/written.ts';
import { hostPath } from '../../../engine/kinds/look.ts';
import { done, fail } from '../../../engine/kinds/perform.ts';
import { TEXT } from '../../../engine/kinds/place.ts';
import { refer } from '../../../engine/kinds/schema.ts';
import type { StateKind } from '../../../engine/kinds/step-kind.ts';
import type { StepOf, Written } from '../../../engine/model/runbook.ts';

/** A file is emptied; a rollback puts it back. */
interface TruncateStep {
  readonly path: Written;
}

declare module '../../../engine/model/runbook.ts' {
  interface StateStepKinds {
    readonly truncate: TruncateStep;
  }
}

export const truncate: StateKind<StepOf<'truncate'>> = {
  kind: 'truncate',
  part: 'state',
  schema: { subject: refer('text', 'Truncate', 'Absolute path of a file that is emptied.') },
  outputs: { path: 'string' },
  parse: (node) => {
    const path = readTextValue(node, 'truncate');
    return path === undefined ? undefined : { kind: 'truncate', path };
  },
  visit: (step, at) => ({
    ...step,
    path: at.value(step.path, { type: TEXT, sink: 'file path', policy: 'file' }),
  }),
  effect: () => ({ mutates: true, inverse: 'rollback', recovery: 'rollback' }),
  nature: { changesHost: () => true, takenBackBy: () => 'rollback' },
  risk: () => 'change',
  refuseGenerated: ({ id }) => ({
    message: `the step '${id}' of a generated runbook empties a file`,
    fix: 'a person may write it in a runbook of their own',
  }),
  perform: async (context) => {
    const { host, step, state } = context;
    const path = hostPath(context, context.values.text(step.path, step.position));
    const kept = await host.files.keep([path], `${host.place.state}/runs/${state.run}/kept/${step.id}`);
    if (!kept.ok) return fail(kept.why);
    context.announce('a file is kept', { mutation: 'kept', step: step.id, kept: kept.files });
    await host.files.write(path, '');
    return done(`${path} is empty`, { path });
  },
  undo: async (mutation, { host }) => {
    const kept = mutation.mutation === 'kept' ? mutation.kept : [];
    const problems = await Promise.all(kept.map(async (file) => host.files.putBack(file)));
    return problems.filter((problem) => problem !== undefined);
  },
  label: ({ path }, { text }) => `empty ${text(path)}`,
  document: ({ path }, { text }) => `empties ${text(path)}`,
};
