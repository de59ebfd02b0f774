import { INPUT, NAME_FORMS } from '../../../document/names.ts';
import {
  isMapping,
  readChoice,
  readFields,
  readItems,
  readMatching,
  type Node,
} from '../../../document/reader.ts';
import { complete, readParamRef } from '../../../document/written.ts';
import { failed, ok } from '../../../model/finding.ts';
import type { StepOf, Written } from '../../../model/runbook.ts';
import { NAMES, TEXT, type Visitor } from '../../place.ts';
import { map } from '../../schema.ts';
import type { ChangeKind } from '../../step-kind.ts';
import { misshapen } from '../misshapen.ts';

/** What the configuration is built from is brought up to date: `all`, or the inputs that are named. */
interface InputsStep {
  readonly update: Written;
}

declare module '../../../model/runbook.ts' {
  interface MergedStepKinds {
    readonly inputs: InputsStep;
  }
}

const subject = map(
  'Inputs',
  'Updates the inputs of the configuration as part of the change of the run.',
  {
    update: {
      title: 'Update',
      description: 'Which inputs: all, or the names of some.',
      anyOf: [
        { title: 'All', description: 'Every input of the flake.', const: 'all' },
        {
          title: 'Names',
          description: 'Some inputs of the flake.',
          type: 'array',
          minItems: 1,
          maxItems: 100,
          items: {
            title: 'Name',
            description: 'The name of an input, such as nixpkgs.',
            type: 'string',
            pattern: NAME_FORMS.input,
            minLength: 1,
            maxLength: 4096,
          },
        },
        { $ref: '#/$defs/param' },
      ],
    },
  },
  ['update'],
);

export const inputsStep: ChangeKind<StepOf<'inputs'>> = {
  kind: 'inputs',
  part: 'change',
  schema: { subject },
  outputs: {},
  parse: (node) => {
    const update = readFields(node, 'inputs', ['update'], ['update'])?.update;
    const which = update && readUpdate(update);
    return which === undefined ? undefined : { kind: 'inputs', update: which };
  },
  visit: (step, at) => ({ ...step, update: visitUpdate(step.update, at) }),
  bind: (step, values) => {
    const value = values.value(step.update, step.position);
    if (!value.ok) return value;
    const update = value.value === 'all' ? 'all' : namesOf(value.value);
    return update === undefined
      ? failed(misshapen(step, 'update', value.value, 'all, or a list of names of inputs'))
      : ok({ ...step, update });
  },
  inputs: ({ update }) => (update === 'all' ? 'all' : (namesOf(update) ?? [])),
  document: ({ update }, { text }) =>
    update === 'all'
      ? 'brings every input of the flake up to date'
      : `brings the inputs ${text(update)} up to date`,
};

/** `all`, or names; or a parameter that is one of both. */
function readUpdate(node: Node): Written | undefined {
  if (isMapping(node.value)) return readParamRef(node, 'update');
  const name = 'the name of an input, such as nixpkgs';
  if (Array.isArray(node.value))
    return complete(
      readItems(node, 'update', 1, 100)?.map((item) => readMatching(item, 'an input', INPUT, name)),
    );
  return readChoice(node, 'update', ['all']);
}

function visitUpdate(update: Written, at: Visitor): Written {
  const isList = (written: Written): written is readonly Written[] => Array.isArray(written);
  if (!isList(update)) return at.value(update, { type: NAMES, early: true });
  return update.map((item) => at.value(item, { type: TEXT, early: true }));
}

function namesOf(value: unknown): readonly string[] | undefined {
  const isName = (item: unknown): item is string => typeof item === 'string' && INPUT.test(item);
  return Array.isArray(value) && value.length > 0 && value.every(isName) ? value : undefined;
}
