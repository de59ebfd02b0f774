import { Ajv2020, type AnySchema, type ValidateFunction } from 'ajv/dist/2020.js';
import answer from '../../schemas/answer.schema.json' with { type: 'json' };
import host from '../../schemas/host.schema.json' with { type: 'json' };
import policy from '../../schemas/policy.schema.json' with { type: 'json' };
import request from '../../schemas/request.schema.json' with { type: 'json' };
import service from '../../schemas/service.schema.json' with { type: 'json' };

/** The schemas of ours that a command may need as it starts. */
export const OWN_SCHEMAS = { answer, host, policy, request, service } as const satisfies Readonly<
  Record<string, AnySchema>
>;

export type OwnSchema = keyof typeof OWN_SCHEMAS;

// That a schema of ours is right is for a test to say: checking it at every start would take most of a command's time.
export const OWN_OPTIONS = {
  allErrors: true,
  meta: false,
  validateSchema: false,
  strictTypes: false,
} as const;

const compiled = new Map<OwnSchema, ValidateFunction>();

/**
 * The validator of a schema of ours. The built program has them compiled (scripts/build.ts puts another file in the place
 * of this one); from its sources they are compiled when they are needed.
 *
 * @example
 * if (!ownValidator('host')(written)) …   // ownValidator('host').errors
 */
export function ownValidator<T>(name: OwnSchema): ValidateFunction<T> {
  const made = compiled.get(name) ?? new Ajv2020(OWN_OPTIONS).compile(OWN_SCHEMAS[name]);
  compiled.set(name, made);
  // What the schema says of a document is what T says of a value; the types are held to the schemas by their readers.
  return made as ValidateFunction<T>;
}
