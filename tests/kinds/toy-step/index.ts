import { say, type CodesOf } from '../../../engine/model/step-message.ts';
import { tellIn } from '../../../engine/kinds/tell.ts';
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

declare module '../../../engine/model/step-message.ts' {
  interface StepMessages {
    'truncate.kept': { readonly path: string };
    'truncate.not-kept': { readonly why: string };
    'truncate.not-put-back': { readonly why: string };
    'truncate.empty': { readonly path: string };
  }
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
    fix: 'put it in a runbook written by a person',
  }),
  perform: async (context) => {
    const { host, step, state } = context;
    const path = hostPath(context, context.values.text(step.path, step.position));
    const kept = await host.files.keep([path], `${host.place.state}/runs/${state.run}/kept/${step.id}`);
    if (!kept.ok) return fail(say('truncate.not-kept', { why: kept.why }));
    context.announce(say('truncate.kept', { path }), { mutation: 'kept', step: step.id, kept: kept.files });
    await host.files.write(path, '');
    return done(say('truncate.empty', { path }), { path });
  },
  undo: async (mutation, { host }) => {
    const kept = mutation.mutation === 'kept' ? mutation.kept : [];
    const problems = await Promise.all(kept.map(async (file) => host.files.putBack(file)));
    return problems.flatMap((why) => (why === undefined ? [] : [say('truncate.not-put-back', { why })]));
  },
  tell: tellIn<CodesOf<'truncate'>>({
    'truncate.kept': () => 'a file is kept',
    'truncate.not-kept': ({ why }) => why,
    'truncate.not-put-back': ({ why }) => why,
    'truncate.empty': ({ path }) => `${path} is empty`,
  }),
  label: ({ path }, { text }) => `empty ${text(path)}`,
  document: ({ path }, { text }) => `empties ${text(path)}`,
};
