import type { CheckKind } from './check-kind.ts';
import { SHARED_KEYS } from './checks/shared-keys.ts';
import { checkKeys } from './find-kind.ts';
import type { Schema } from './schema.ts';
import type { Kinds } from './step-kind.ts';

/** The JSON Schema of runbooks without any kind: the head, the parameters, the values, what every step may say. */
export interface BaseSchema extends Schema {
  readonly $defs: Readonly<Record<string, Schema>> & {
    readonly step: Schema & { readonly properties: Readonly<Record<string, Schema>> };
  };
}

/** The JSON Schema of runbooks that use these kinds: each kind's form put in where it belongs. */
export function assembleSchema(base: BaseSchema, kinds: Kinds): Schema {
  const { parameter, step, ...values } = base.$defs;
  const own = kinds.steps.flatMap(({ schema }) => Object.entries(schema.definitions ?? {}));
  const { edit, ...others } = Object.fromEntries(own);
  const $defs = {
    parameter,
    step: stepSchema(step, kinds),
    edit,
    check: checkSchema(kinds),
    ...others,
    ...values,
  };
  return { ...base, $defs };
}

function stepSchema(step: BaseSchema['$defs']['step'], { steps }: Kinds): Schema {
  const names = steps.map(({ kind }) => kind);
  return {
    ...step,
    description: `One step of a runbook: exactly one of ${names.join(', ')}.`,
    properties: {
      ...step.properties,
      ...Object.fromEntries(steps.map(({ kind, schema }) => [kind, schema.subject])),
    },
    oneOf: names.map((name) => ({ required: [name] })),
  };
}

function checkSchema(kinds: Kinds): Schema {
  const { checks } = kinds;
  const names = checks.map(({ kind }) => kind);
  const keys = Object.fromEntries(checks.flatMap(({ schema }) => Object.entries(schema.keys ?? {})));
  const states = checks.flatMap(({ schema }) => schema.is ?? []);
  const is = { ...SHARED_KEYS['is'], enum: states };
  const known: Readonly<Record<string, Schema>> = { ...SHARED_KEYS, ...keys, is, within: within(checks) };
  const beside = checkKeys(kinds).slice(names.length);
  return {
    title: 'Check',
    description: `One thing to check: exactly one of ${names.join(', ')}.`,
    type: 'object',
    properties: {
      ...Object.fromEntries(checks.map(({ kind, schema }) => [kind, schema.subject])),
      ...Object.fromEntries(beside.map((key) => [key, known[key] ?? {}])),
    },
    additionalProperties: false,
    oneOf: checks.map((kind) => branch(kind, checkKeys(kinds))),
  };
}

/** What a check of one kind must and may not have. */
function branch({ kind, keys, schema }: CheckKind, all: readonly string[]): Schema {
  const { required = [], ...rule } = schema.rule ?? {};
  const own = [kind, ...keys, 'within'];
  const foreign = all.filter((key) => !own.includes(key)).map((key) => ({ required: [key] }));
  const is = schema.is === undefined ? {} : { properties: { is: { enum: schema.is } } };
  return { required: [kind, ...required], not: { anyOf: foreign }, ...is, ...rule };
}

function within(checks: readonly CheckKind[]): Schema {
  const probes = checks.filter(({ probe }) => probe).map(({ kind }) => kind);
  const named = [probes.slice(0, -1).join(', '), ...probes.slice(-1)].join(' and ');
  return {
    title: 'Within',
    description: `How long it may take: 30s for ${named}, 0s for the others, unless written.`,
    type: 'string',
    pattern: '^(0|[1-9][0-9]{0,7})(ms|s|m|h)$',
    examples: ['30s'],
  };
}
