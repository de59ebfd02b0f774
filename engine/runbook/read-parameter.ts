import { assertNever } from '../model/outcome.ts';
import type { Parameter } from '../model/runbook.ts';
import { PARAMETER } from '../document/names.ts';
import type { Fields, Node } from '../document/reader.ts';
import {
  positionOf,
  readBoolean,
  readChoice,
  readEntries,
  readFields,
  readInteger,
  readItems,
  readText,
  refuse,
  refuseType,
} from '../document/reader.ts';
import { parsePattern } from './pattern.ts';
import { complete } from '../document/written.ts';

const TYPES = ['string', 'integer', 'number', 'boolean', 'array'] as const;
type ParameterType = (typeof TYPES)[number];
const KEYS = [
  'type',
  'description',
  'default',
  'examples',
  'enum',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'items',
  'minItems',
  'maxItems',
  'uniqueItems',
] as const;
type Key = (typeof KEYS)[number];

/** What every parameter may say, and no item of a list. */
const ABOUT: readonly Key[] = ['description', 'default', 'examples'];
const ALWAYS: readonly Key[] = ['type', ...ABOUT];

/** Which words of JSON Schema each type takes. */
const WORDS: Readonly<Record<ParameterType, readonly Key[]>> = {
  string: ['enum', 'pattern', 'minLength', 'maxLength'],
  integer: ['enum', 'minimum', 'maximum'],
  number: ['enum', 'minimum', 'maximum'],
  boolean: [],
  array: ['items', 'minItems', 'maxItems', 'uniqueItems'],
};

/** The `parameters` of a runbook, in the order written. */
export function readParameters(node: Node): readonly Parameter[] | undefined {
  return complete(
    readEntries(node, 'parameters')?.map(({ key, node: child }) => {
      if (PARAMETER.test(key)) return readParameter(key, child);
      const fix = 'start with a lower-case letter; use letters, digits and _';
      return refuse(child, 'RB023', `'${key}' is not a parameter name`, fix);
    }),
  );
}

function readParameter(name: string, node: Node): Parameter | undefined {
  const schema = readSchema(node, `parameter '${name}'`, KEYS);
  if (schema === undefined) return undefined;
  const { default: fallback, description, examples, ...rest } = schema;
  return {
    name,
    schema: rest,
    position: positionOf(node),
    ...(typeof description === 'string' && { description }),
    ...(fallback !== undefined && { default: fallback }),
    ...(Array.isArray(examples) && { examples }),
  };
}

type PlainSchema = Readonly<Record<string, unknown>>;

function readSchema(node: Node, what: string, keys: readonly Key[]): PlainSchema | undefined {
  const fields = readFields<Key>(node, what, keys, ['type']);
  const type = fields?.type && readChoice(fields.type, `the type of ${what}`, TYPES);
  if (fields === undefined || type === undefined) return undefined;
  const allowed: readonly Key[] = [...WORDS[type], ...ALWAYS];
  const entries = keys.flatMap((key) => {
    const field = fields[key];
    if (field === undefined) return [];
    if (allowed.includes(key)) return [[key, readWord(key, field, what)] as const];
    refuse(field, 'RB021', `${what} of type ${type} takes no '${key}'`, `known are ${allowed.join(', ')}`);
    return [[key, undefined] as const];
  });
  const complete = entries.every(([, value]) => value !== undefined) && ordered(node, what, fields);
  return complete ? Object.fromEntries(entries) : undefined;
}

function readWord(key: Key, node: Node, what: string): unknown {
  const name = `'${key}' of ${what}`;
  switch (key) {
    case 'type':
    case 'default':
      return node.value;
    case 'description':
      return readText(node, name);
    case 'examples':
      return readItems(node, name, 1, 10)?.map((item) => item.value);
    case 'enum':
      return readEnum(node, name);
    case 'pattern':
      return readPattern(node, name);
    case 'minLength':
    case 'maxLength':
    case 'minItems':
    case 'maxItems':
      return readInteger(node, name, 0, 10_000);
    case 'minimum':
    case 'maximum':
      return typeof node.value === 'number' ? node.value : refuseType(node, name, 'a number');
    case 'uniqueItems':
      return readBoolean(node, name);
    case 'items':
      return readItemSchema(node, `the items of ${what}`);
    default:
      return assertNever(key);
  }
}

function readEnum(node: Node, name: string): readonly unknown[] | undefined {
  return complete(
    readItems(node, name, 1, 1000)?.map((item) => {
      const scalar = typeof item.value === 'string' || typeof item.value === 'number';
      return scalar ? item.value : refuseType(item, `an item of ${name}`, 'text or a number');
    }),
  );
}

const UNBOUNDED_FIX = 'write it without looking around or referring back, and with small counts';

function readPattern(node: Node, name: string): string | undefined {
  const source = readText(node, name);
  if (source === undefined) return undefined;
  const parsed = parsePattern(source);
  if (parsed.ok) return source;
  return parsed.reason === 'invalid'
    ? refuse(node, 'RB030', `${name} is not a regular expression: ${parsed.message}`)
    : refuse(node, 'RB034', `${name} may take too long to try: ${parsed.message}`, UNBOUNDED_FIX);
}

/** Items are scalars: nested lists have no form on the command line. */
function readItemSchema(node: Node, what: string): PlainSchema | undefined {
  const keys = KEYS.filter((key) => !ABOUT.includes(key) && !WORDS.array.includes(key));
  const schema = readSchema(node, what, keys);
  return schema?.['type'] === 'array'
    ? refuseType(node, what, 'of type string, integer, number or boolean')
    : schema;
}

/** A lower bound above the upper one can never hold. */
function ordered(node: Node, what: string, fields: Fields<Key>): boolean {
  const pairs = [
    ['minLength', 'maxLength'],
    ['minimum', 'maximum'],
    ['minItems', 'maxItems'],
  ] as const;
  return pairs.every(([low, high]) => {
    const [least, most] = [fields[low]?.value, fields[high]?.value];
    if (typeof least !== 'number' || typeof most !== 'number' || least <= most) return true;
    refuse(node, 'RB031', `${what}: ${low} ${least} is above ${high} ${most}, so no value is valid`);
    return false;
  });
}
