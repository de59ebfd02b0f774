import { isMapping, readFields, readMatching } from '../../../document/reader.ts';
import { AGE, AGE_FORM } from '../../../document/window.ts';
import { readParamRef } from '../../../document/written.ts';
import { failed, ok } from '../../../model/finding.ts';
import type { StepOf, Written } from '../../../model/runbook.ts';
import { TEXT } from '../../place.ts';
import { map } from '../../schema.ts';
import type { StateKind } from '../../step-kind.ts';
import { misshapen } from '../misshapen.ts';
import { tellGarbage } from './messages.ts';
import { performGarbage } from './perform.ts';

/** Generations that are older, and what nothing needs any more, are deleted. */
interface CollectGarbageStep {
  readonly olderThan: Written;
}

declare module '../../../model/runbook.ts' {
  interface StateStepKinds {
    readonly 'collect-garbage': CollectGarbageStep;
  }
}

const FORM = 'an age such as 30d, 12h or 0d';
// A disk with a million files takes its time.
const AN_HOUR = 3_600_000;

const subject = map(
  'Collect garbage',
  'Deletes old generations of the system and unused store paths. What a rollback needs is kept.',
  {
    'older-than': {
      title: 'Older than',
      description:
        'Generations older than this are deleted; the one in use at that time is kept, and so are the running and booted ones.',
      anyOf: [
        {
          title: 'Age',
          description: 'A number followed by s, m, h or d.',
          type: 'string',
          pattern: AGE_FORM,
          examples: ['30d'],
        },
        { $ref: '#/$defs/param' },
      ],
    },
  },
  ['older-than'],
);

export const collectGarbageStep: StateKind<StepOf<'collect-garbage'>> = {
  kind: 'collect-garbage',
  part: 'state',
  schema: { subject },
  outputs: { freed: 'int', paths: 'int', generations: 'int' },
  parse: (node) => {
    const fields = readFields(node, 'collect-garbage', ['older-than'], ['older-than']);
    const age = fields?.['older-than'];
    if (age === undefined) return undefined;
    const olderThan = isMapping(age.value)
      ? readParamRef(age, 'older-than')
      : readMatching(age, 'older-than', AGE, FORM);
    return olderThan === undefined ? undefined : { kind: 'collect-garbage', olderThan };
  },
  visit: (step, at) => ({ ...step, olderThan: at.value(step.olderThan, { type: TEXT, early: true }) }),
  bind: (step, values) => {
    const text = values.text(step.olderThan, step.position);
    if (!text.ok) return text;
    return AGE.test(text.value)
      ? ok({ ...step, olderThan: text.value })
      : failed(misshapen(step, 'older-than', text.value, FORM));
  },
  // What is gone stays gone, and no rollback misses it; what is left of it can be collected again.
  effect: () => ({ mutates: true, inverse: 'irreversible', recovery: 'again' }),
  timeLimit: () => AN_HOUR,
  nature: {
    changesHost: () => true,
    takenBackBy: () => undefined,
    own: true,
    // Garbage is, by definition, what no rollback needs.
    keepsTargets: true,
  },
  risk: () => 'garbage',
  refuseGenerated: ({ id }, approved) =>
    approved
      ? undefined
      : {
          message: `the step '${id}' of a generated runbook collects garbage, and nobody approved it`,
          fix: 'put an approve step before it, or remove it',
        },
  ...performGarbage,
  tell: tellGarbage,
  label: ({ olderThan }, { text }) => `delete generations older than ${text(olderThan)}, and garbage`,
  document: ({ olderThan }, { text }) =>
    `deletes generations older than ${text(olderThan)}, and what nothing needs`,
  documentRest: () => 'Deleted garbage stays deleted; no rollback needs it.',
};
