import { createRequire } from 'node:module';
import type { ValidateFunction } from 'ajv/dist/2020.js';

/** The schemas of ours that a command may need as it starts. */
export const OWN_SCHEMAS = ['answer', 'host', 'policy', 'request', 'service'] as const;

export type OwnSchema = (typeof OWN_SCHEMAS)[number];

// From the package's own map, so that the sources and the built program read the very same file.
const load = createRequire(import.meta.url);

/**
 * The validator of a schema of ours, as scripts/schemas.ts made it: to make one takes longer than most commands. Its file
 * is read at the first use.
 *
 * @example
 * if (!ownValidator('host')(written)) …   // ownValidator('host').errors
 */
export function ownValidator<T>(name: OwnSchema): ValidateFunction<T> {
  // What the schema says of a document is what T says of a value; the types are held to the schemas by their readers.
  return load(`#validators/${name}.cjs`) as ValidateFunction<T>;
}
