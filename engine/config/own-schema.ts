import { Ajv2020, type AnySchema, type ValidateFunction } from 'ajv/dist/2020.js';

/**
 * A validator for a schema of ours. That the schema itself is right is for a test to say: checking it at every start
 * would take most of the time of a command.
 *
 * @example
 * const validate = compileOwnSchema<Written>(schema);
 */
export function compileOwnSchema<T>(schema: AnySchema): ValidateFunction<T> {
  const ajv = new Ajv2020({
    allErrors: true,
    meta: false,
    validateSchema: false,
    strictTypes: false,
    code: { optimize: false },
  });
  return ajv.compile<T>(schema);
}
