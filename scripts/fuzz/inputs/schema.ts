import * as fc from 'fast-check';

type Schema = Readonly<Record<string, unknown>>;

/** How deep objects and lists lie in one another before the smallest is taken. */
const DEEPEST = 6;

/**
 * Values that a JSON Schema describes, most of them valid: alternatives, references, lists, patterns and limits are
 * followed; what only refuses (`not`, `if`) is not, so that some values are wrong in ways that only a reader sees.
 *
 * @example
 * fromSchema(JSON.parse(readFileSync('schemas/request.schema.json', 'utf8')))   // { v: 1, op: 'history', limit: 3 }, …
 */
export function fromSchema(root: unknown): fc.Arbitrary<unknown> {
  return new Maker(recordOf(root)).valueOf(root, 0);
}

class Maker {
  readonly #root: Schema;
  /** A part of a schema that stands in many places is made once for each depth. */
  readonly #made = new Map<unknown, fc.Arbitrary<unknown>>();

  constructor(root: Schema) {
    this.#root = root;
  }

  valueOf(node: unknown, depth: number): fc.Arbitrary<unknown> {
    if (depth > DEEPEST) return fc.constantFrom(null, 'x', 1, []);
    const key = typeof node === 'object' && node !== null ? this.#keyOf(node, depth) : undefined;
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const made = this.#make(this.#resolved(node), depth);
    if (key !== undefined) this.#made.set(key, made);
    return made;
  }

  readonly #keys = new WeakMap<object, readonly object[]>();

  #keyOf(node: object, depth: number): object | undefined {
    const keys = this.#keys.get(node) ?? Array.from({ length: DEEPEST + 1 }, () => ({}));
    this.#keys.set(node, keys);
    return keys[depth];
  }

  #make(schema: Schema, depth: number): fc.Arbitrary<unknown> {
    if ('const' in schema) return fc.constant(schema['const']);
    if (Array.isArray(schema['enum'])) return fc.constantFrom(...listOf(schema['enum']));
    const { oneOf, anyOf, ...rest } = schema;
    const alternatives = listOf(oneOf ?? anyOf).map((one) => this.#resolved(one));
    if (alternatives.length === 0) return this.#ofType(schema, depth);
    return fc.oneof(...alternatives.map((one) => this.valueOf(narrowed(rest, one, alternatives), depth)));
  }

  #ofType(schema: Schema, depth: number): fc.Arbitrary<unknown> {
    if (Array.isArray(schema['type']))
      return fc.oneof(...schema['type'].map((type: unknown) => this.valueOf({ ...schema, type }, depth)));
    switch (schema['type'] ?? (schema['properties'] === undefined ? undefined : 'object')) {
      case 'object':
        return this.#object(schema, depth);
      case 'array':
        return this.#array(schema, depth);
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

  #object(schema: Schema, depth: number): fc.Arbitrary<unknown> {
    const properties = Object.entries(recordOf(schema['properties']));
    const known = new Set(properties.map(([name]) => name));
    const required = textsIn(schema['required']).filter((name) => known.has(name));
    const one = schema['maxProperties'] === 1 && required.length === 0;
    if (one && properties.length > 0)
      return fc.oneof(
        ...properties.map(([name, value]) => fc.record({ [name]: this.valueOf(value, depth + 1) })),
      );
    // Deep down only what has to be there: the value has to end.
    const taken = depth > DEEPEST - 2 ? properties.filter(([name]) => required.includes(name)) : properties;
    const members = fc
      .record(Object.fromEntries(taken.map(([name, value]) => [name, this.valueOf(value, depth + 1)])), {
        requiredKeys: required,
      })
      .map((made) => withoutOrphans(made, recordOf(schema['dependentRequired'])));
    const more = schema['additionalProperties'];
    if (typeof more !== 'object' || more === null) return members;
    const names =
      schema['propertyNames'] === undefined ? aName : this.valueOf(schema['propertyNames'], depth);
    const free = fc.array(fc.tuple(names.map(nameOf), this.valueOf(more, depth + 1)), { maxLength: 3 });
    return fc.tuple(members, free).map(([fixed, entries]) => ({ ...Object.fromEntries(entries), ...fixed }));
  }

  #array(schema: Schema, depth: number): fc.Arbitrary<unknown> {
    const minLength = numberOf(schema['minItems'], 0);
    const maxLength = Math.max(minLength, Math.min(numberOf(schema['maxItems'], 4), minLength + 4));
    const items = this.valueOf(schema['items'] ?? {}, depth + 1);
    return schema['uniqueItems'] === true
      ? fc.uniqueArray(items, { minLength, maxLength, selector: (item) => JSON.stringify(item) })
      : fc.array(items, { minLength, maxLength });
  }

  #resolved(node: unknown): Schema {
    const schema = recordOf(node);
    const reference = schema['$ref'];
    if (typeof reference !== 'string') return schema;
    const parts = reference.split('/').slice(1);
    const target = parts.reduce<unknown>((at, part) => recordOf(at)[part], this.#root);
    const { $ref: _, ...rest } = schema;
    return merged(this.#resolved(target), rest);
  }
}

/** A schema with one of its alternatives; what only another one asks for is left out. */
function narrowed(base: Schema, one: Schema, all: readonly Schema[]): Schema {
  const whole = merged(base, one);
  const own = new Set([...textsIn(whole['required']), ...Object.keys(recordOf(one['properties']))]);
  const others = new Set(all.flatMap((other) => textsIn(other['required'])).filter((name) => !own.has(name)));
  const properties = Object.entries(recordOf(whole['properties'])).filter(([name]) => !others.has(name));
  return properties.length === 0 ? whole : { ...whole, properties: Object.fromEntries(properties) };
}

function merged(base: Schema, one: Schema): Schema {
  const [left, right] = [recordOf(base['properties']), recordOf(one['properties'])];
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  // `true` says nothing beyond what is said already.
  const properties = names.map((name) => [name, typeof right[name] === 'object' ? right[name] : left[name]]);
  const required = [...textsIn(base['required']), ...textsIn(one['required'])];
  return {
    ...base,
    ...one,
    ...(names.length === 0 ? {} : { properties: Object.fromEntries(properties) }),
    ...(required.length === 0 ? {} : { required }),
  };
}

/** Members whose company is missing are left out (`dependentRequired`). */
function withoutOrphans(value: Schema, needs: Schema): Schema {
  const entries = Object.entries(value).filter(([name]) =>
    textsIn(needs[name]).every((other) => Object.hasOwn(value, other)),
  );
  return Object.fromEntries(entries);
}

/** Objects have members that are called as what would make text of them. */
function nameOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

const aName = fc.constantFrom('a', 'b', 'port', 'x-y', 'name', '__proto__', 'constructor');

function stringOf(schema: Schema): fc.Arbitrary<unknown> {
  const minLength = numberOf(schema['minLength'], 0);
  // A pattern may ask for more than what is drawn without one.
  const most = numberOf(schema['maxLength'], Number.POSITIVE_INFINITY);
  const maxLength = Math.max(minLength, Math.min(most, 40));
  const free = fc.string({ unit: 'grapheme', minLength, maxLength });
  const { pattern } = schema;
  if (typeof pattern !== 'string')
    return fc.oneof(free, fc.constantFrom('a', '10s', '/etc/a', 'a.service', 'x'));
  return matching(pattern)?.filter((text) => text.length <= most) ?? free;
}

/** Text that a pattern matches; undefined for a pattern that cannot be turned round. */
function matching(pattern: string): fc.Arbitrary<string> | undefined {
  try {
    return fc.stringMatching(new RegExp(pattern, 'u'));
  } catch {
    return undefined;
  }
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

function textsIn(value: unknown): readonly string[] {
  return listOf(value).filter((text) => typeof text === 'string');
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
