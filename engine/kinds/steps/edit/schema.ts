import { refer, type Schema } from '../../schema.ts';

const TITLES = {
  set: refer('option', 'Set', 'The option to set to the value of to.'),
  to: refer('value', 'To', 'The value for set.'),
  unset: refer('option', 'Unset', 'The option whose definition is removed.'),
  add: refer('option', 'Add', 'The list to add items to, unless it has them.'),
  remove: refer('option', 'Remove', 'The list to remove items from.'),
  items: {
    title: 'Items',
    description: 'The items to add or remove.',
    type: 'array',
    minItems: 1,
    maxItems: 10_000,
    items: { $ref: '#/$defs/value' },
  },
};

/** One of the operations, with what it needs and without what belongs to another. */
function operation(...keys: readonly (keyof typeof TITLES)[]): Schema {
  const others = Object.keys(TITLES).filter((name) => !keys.some((key) => key === name));
  return { required: keys, not: { anyOf: others.map((name) => ({ required: [name] })) } };
}

export const oneEdit: Schema = {
  title: 'Edit',
  description: 'One change of one option: exactly one of set, unset, add, remove.',
  type: 'object',
  properties: TITLES,
  required: [],
  additionalProperties: false,
  oneOf: [
    operation('set', 'to'),
    operation('unset'),
    operation('add', 'items'),
    operation('remove', 'items'),
  ],
};
