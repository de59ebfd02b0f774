import { anchor, code } from './markdown.ts';

/** The part of JSON Schema that schemas/runbook.schema.json uses to describe one value. */
export interface Schema {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

/** The definitions of a schema, by name. */
export type Definitions = Readonly<Record<string, Schema>>;

/** One key of an object: nested ones by their path, `retry.attempts`. */
export interface Field {
  readonly path: string;
  readonly schema: Schema;
  readonly required: boolean;
}

/** Keys of an object and of the objects written inside it, in the order of the schema. */
export function listFields(schema: Schema, prefix = ''): readonly Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const path = `${prefix}${name}`;
    const field = { path, schema: member, required: (schema.required ?? []).includes(name) };
    return [field, ...listFields(member, `${path}.`)];
  });
}

/** The name of the definition that a schema is nothing but a reference to. */
export function referenceOf(schema: Schema): string | undefined {
  const reference = schema.$ref ?? schema.allOf?.find((part) => part.$ref !== undefined)?.$ref;
  return reference?.split('/').at(-1);
}

/** A type in a few words: `list of text, at least 1`. `known` has the definitions that references lead to. */
export function describeType(schema: Schema, known: Definitions): string {
  const reference = referenceOf(schema);
  if (reference !== undefined) {
    const title = known[reference]?.title;
    return title === undefined ? reference : `[${title.toLowerCase()}](#${anchor(title)})`;
  }
  if (schema.enum !== undefined) return schema.enum.map((value) => code(String(value))).join(', ');
  if (schema.anyOf !== undefined) return schema.anyOf.map((one) => describeType(one, known)).join(' or ');
  if (schema.type === 'array')
    return `list of ${describeType(schema.items ?? {}, known)}${bounds(schema.minItems, schema.maxItems)}`;
  if (typeof schema.additionalProperties === 'object')
    return `map to ${describeType(schema.additionalProperties, known)}`;
  return `${nameType(schema)}${bounds(schema.minimum, schema.maximum)}`;
}

function nameType(schema: Schema): string {
  // Only durations have examples; their form is said once, in the introduction.
  if (schema.examples !== undefined) return 'duration';
  const types = Array.isArray(schema.type) ? schema.type : [schema.type];
  return types.map((type) => WORDS[String(type)] ?? 'anything').join(' or ');
}

const WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'integer',
  number: 'number',
  boolean: 'true or false',
  null: 'null',
  object: 'map',
  array: 'list',
};

function bounds(least: number | undefined, most: number | undefined): string {
  if (least !== undefined && most !== undefined) return `, ${least} to ${most}`;
  if (least !== undefined) return `, at least ${least}`;
  return most === undefined ? '' : `, at most ${most}`;
}
