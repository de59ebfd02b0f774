import * as fc from 'fast-check';

type Schema = Readonly<Record<string, unknown>>;

/** How deep values lie in one another before the smallest is taken. */
const DEEPEST = 7;

/**
 * Values that a JSON Schema describes, most of them valid: alternatives, references, lists, patterns and limits are
 * followed; what only refuses (`not`, `if`) is not, so that some values are wrong in ways that only a reader sees.
 *
 * @example
 * fromSchema(JSON.parse(readFileSync('schemas/request.schema.json', 'utf8')))   // { v: 1, op: 'history', limit: 3 }, …
 */
export function fromSchema(root: unknown): fc.Arbitrary<unknown> {
  return arbitraryOf(root, recordOf(root), 0);
}

function arbitraryOf(node: unknown, root: Schema, depth: number): fc.Arbitrary<unknown> {
  const schema = recordOf(node);
  if (depth > DEEPEST) return fc.constantFrom(null, 'x', 1, []);
  const target = typeof schema['$ref'] === 'string' ? resolve(root, schema['$ref']) : undefined;
  if (target !== undefined) return arbitraryOf(target, root, depth + 1);
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...listOf(schema['enum']));
  const alternatives = listOf(schema['oneOf'] ?? schema['anyOf']);
  // Alternatives that only say what is required add nothing that could be made.
  const whole = alternatives.filter((one) => Object.keys(recordOf(one)).some((key) => key !== 'required'));
  if (whole.length > 0) {
    const { oneOf: _one, anyOf: _any, ...rest } = schema;
    return fc.oneof(...whole.map((one) => arbitraryOf(merged(rest, recordOf(one)), root, depth + 1)));
  }
  return ofType(schema, root, depth);
}

function ofType(schema: Schema, root: Schema, depth: number): fc.Arbitrary<unknown> {
  const [type, ...others] = Array.isArray(schema['type']) ? listOf(schema['type']) : [schema['type']];
  if (others.length > 0)
    return fc.oneof(
      ...[type, ...others].map((one) => arbitraryOf({ ...schema, type: one }, root, depth + 1)),
    );
  switch (type ?? (schema['properties'] === undefined ? undefined : 'object')) {
    case 'object':
      return objectOf(schema, root, depth);
    case 'array':
      return arrayOf(schema, root, depth);
    case 'string':
      return stringOf(schema);
    case 'integer':
      return fc.integer(limits(schema));
    case 'number':
      return fc.oneof(fc.integer(limits(schema)), fc.double({ ...limits(schema), noNaN: true }));
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.oneof(fc.constantFrom(null, true, 0, 'text', []), fc.jsonValue({ maxDepth: 2 }));
  }
}

function objectOf(schema: Schema, root: Schema, depth: number): fc.Arbitrary<unknown> {
  const properties = Object.entries(recordOf(schema['properties']));
  const known = new Set(properties.map(([name]) => name));
  const required = listOf(schema['required']).filter(
    (name): name is string => typeof name === 'string' && known.has(name),
  );
  // Deep down only what has to be there: the value has to end.
  const taken = depth > DEEPEST - 2 ? properties.filter(([name]) => required.includes(name)) : properties;
  const members = fc.record(
    Object.fromEntries(taken.map(([name, value]) => [name, arbitraryOf(value, root, depth + 1)])),
    { requiredKeys: required },
  );
  const more = schema['additionalProperties'];
  if (typeof more !== 'object' || more === null) return members;
  const names =
    schema['propertyNames'] === undefined ? aName : arbitraryOf(schema['propertyNames'], root, depth);
  return fc
    .tuple(
      members,
      fc.array(fc.tuple(names.map(String), arbitraryOf(more, root, depth + 1)), { maxLength: 3 }),
    )
    .map(([fixed, free]) => ({ ...Object.fromEntries(free), ...fixed }));
}

const aName = fc.constantFrom('a', 'b', 'port', 'x-y', 'name', '__proto__', 'constructor');

function arrayOf(schema: Schema, root: Schema, depth: number): fc.Arbitrary<unknown> {
  const minLength = numberOf(schema['minItems'], 0);
  const maxLength = Math.max(minLength, Math.min(numberOf(schema['maxItems'], 4), minLength + 4));
  return fc.array(arbitraryOf(schema['items'] ?? {}, root, depth + 1), { minLength, maxLength });
}

function stringOf(schema: Schema): fc.Arbitrary<unknown> {
  const minLength = numberOf(schema['minLength'], 0);
  const maxLength = Math.max(minLength, Math.min(numberOf(schema['maxLength'], 12), 40));
  const free = fc.string({ unit: 'grapheme', minLength, maxLength });
  const { pattern } = schema;
  if (typeof pattern !== 'string')
    return fc.oneof(free, fc.constantFrom('a', '10s', '/etc/a', 'a.service', 'x'));
  return matching(pattern) ?? free;
}

/** Text that a pattern matches; undefined for a pattern that cannot be turned round. */
function matching(pattern: string): fc.Arbitrary<string> | undefined {
  try {
    return fc.stringMatching(new RegExp(pattern, 'u'));
  } catch {
    return undefined;
  }
}

function merged(base: Schema, one: Schema): Schema {
  const properties = { ...recordOf(base['properties']), ...recordOf(one['properties']) };
  const required = [...listOf(base['required']), ...listOf(one['required'])];
  return {
    ...base,
    ...one,
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
    ...(required.length === 0 ? {} : { required }),
  };
}

function resolve(root: Schema, reference: string): unknown {
  return reference
    .split('/')
    .slice(1)
    .reduce<unknown>((at, part) => recordOf(at)[part], root);
}

function limits(schema: Schema): { readonly min: number; readonly max: number } {
  const min = Math.ceil(numberOf(schema['minimum'], -10));
  return { min, max: Math.max(min, Math.floor(numberOf(schema['maximum'], 70_000))) };
}

function recordOf(value: unknown): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
