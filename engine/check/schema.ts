import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import schema from '../../schemas/runbook.schema.json' with { type: 'json' };
import { readMisfit } from '../config/misfit.ts';
import type { Finding, Position } from '../model/finding.ts';

let compiled: ValidateFunction | undefined;

/**
 * Holds a plain document against `schemas/runbook.schema.json`, the contract that editors and other tools use.
 * One finding (RB040) for each place that does not fit; none when the document fits.
 *
 * @param locate - The place of a JSON pointer in the document.
 */
export function checkAgainstSchema(document: unknown, locate: (pointer: string) => Position): Finding[] {
  compiled ??= new Ajv2020({
    allErrors: true,
    strict: true,
    strictRequired: false,
    verbose: true,
    allowUnionTypes: true,
  }).compile(schema);
  if (compiled(document)) return [];
  return mostSpecific(compiled.errors ?? []).map((error) => ({
    code: 'RB040',
    severity: 'error',
    message: `${error.instancePath === '' ? 'the document' : error.instancePath}: ${explain(error)}`,
    position: locate(error.instancePath),
  }));
}

/**
 * A value that fits no branch of an `anyOf` gives an error for each branch and each level above. What helps is one
 * error for each deepest place.
 */
function mostSpecific(errors: readonly ErrorObject[]): ErrorObject[] {
  const byPlace = new Map<string, ErrorObject>();
  for (const error of errors) {
    const known = byPlace.get(error.instancePath);
    if (known === undefined || rank(error) < rank(known)) byPlace.set(error.instancePath, error);
  }
  const places = [...byPlace.keys()];
  return [...byPlace.values()].filter(
    ({ instancePath }) => !places.some((place) => place.startsWith(`${instancePath}/`)),
  );
}

/** Errors that name a cause come before those that say that no branch fits. */
function rank(error: ErrorObject): number {
  const order = ['additionalProperties', 'required', 'anyOf', 'oneOf', 'not', 'if'];
  return order.indexOf(error.keyword);
}

function explain(error: ErrorObject): string {
  const { keyword, unknownKey, missingKey, allowed, message } = readMisfit(error);
  const parent: unknown = error.parentSchema;
  const title = isTitled(parent) ? ` (${parent.description})` : '';
  switch (keyword) {
    case 'additionalProperties':
      return `unknown key '${String(unknownKey)}'`;
    case 'required':
      return `key '${String(missingKey)}' is missing`;
    case 'enum':
      return `allowed are ${JSON.stringify(allowed)}`;
    case 'anyOf':
    case 'oneOf':
    case 'not':
    case 'if':
      return `does not fit${title}`;
    default:
      return `${message ?? 'does not fit'}${title}`;
  }
}

function isTitled(value: unknown): value is { readonly description: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'description' in value &&
    typeof value.description === 'string'
  );
}
