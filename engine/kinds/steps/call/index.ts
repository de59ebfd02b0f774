import { ID, NAME_FORMS } from '../../../document/names.ts';
import { readEntries, readFields, readMatching } from '../../../document/reader.ts';
import { complete, readWritten } from '../../../document/written.ts';
import type { StepOf, Written } from '../../../model/runbook.ts';
import { ANYTHING } from '../../place.ts';
import { map } from '../../schema.ts';
import type { CallKind } from '../../step-kind.ts';

/** The steps of another runbook. */
interface CallStep {
  readonly runbook: string;
  /** Values of its parameters. */
  readonly with: Readonly<Record<string, Written>>;
}

declare module '../../../model/runbook.ts' {
  interface MergedStepKinds {
    readonly call: CallStep;
  }
}

const subject = map(
  'Call',
  'The steps of another runbook.',
  {
    runbook: {
      title: 'Runbook',
      description: 'Name of the runbook.',
      type: 'string',
      pattern: NAME_FORMS.id,
      minLength: 1,
      maxLength: 4096,
    },
    with: {
      title: 'With',
      description: 'Values of its parameters: plain data, or { param: … } of this runbook.',
      type: 'object',
      additionalProperties: { $ref: '#/$defs/value' },
    },
  },
  ['runbook'],
);

export const callStep: CallKind<StepOf<'call'>> = {
  kind: 'call',
  part: 'call',
  schema: { subject },
  outputs: {},
  parse: (node) => {
    const fields = readFields(node, 'call', ['runbook', 'with'], ['runbook']);
    const runbook = fields?.runbook && readMatching(fields.runbook, 'runbook', ID, 'the name of a runbook');
    const entries = fields?.with ? readEntries(fields.with, 'with') : [];
    const given = complete(
      entries?.map(({ key, node: child }): readonly [string, Written] | undefined => {
        const value = readWritten(child, `'${key}'`);
        return value === undefined ? undefined : [key, value];
      }),
    );
    if (runbook === undefined || given === undefined) return undefined;
    return { kind: 'call', runbook, with: Object.fromEntries(given) };
  },
  visit: (step, at) => {
    const given = Object.entries(step.with).map(
      ([name, value]) => [name, at.value(value, { type: ANYTHING })] as const,
    );
    return { ...step, with: Object.fromEntries(given) };
  },
  document: ({ runbook, with: given }, shown) => {
    const values = Object.entries(given).map(([name, value]) => `${shown.code(name)} ${shown.text(value)}`);
    return `does [${runbook}](#${runbook}) with ${values.join(', ')}`;
  },
};
