/** A part of a JSON Schema (2020-12). */
export type Schema = { readonly required?: readonly string[] } & Readonly<Record<string, unknown>>;

/** A value with a title and a meaning, of one of the definitions that `schemas/runbook.schema.json` shares. */
export function refer(
  definition: 'text' | 'port' | 'argv' | 'option' | 'value',
  title: string,
  description: string,
): Schema {
  return { title, description, allOf: [{ $ref: `#/$defs/${definition}` }] };
}

/** A map with known keys. */
export function map(
  title: string,
  description: string,
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[] = [],
): Schema {
  const must = required.length === 0 ? {} : { required };
  return { title, description, type: 'object', properties, ...must, additionalProperties: false };
}

/** A reference to a parameter, an output or an expression, beside what may be written plainly. */
export const REFERENCES: readonly Schema[] = ['param', 'output', 'cel'].map((name) => ({
  $ref: `#/$defs/${name}`,
}));
