import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { DEFAULTS } from '../config/defaults.ts';
import { readMisfit, type Misfit } from '../config/misfit.ts';
import { failed, hasErrors, ok } from '../model/finding.ts';
import type { Finding, Result } from '../model/finding.ts';
import type { Parameter, Runbook } from '../model/runbook.ts';
import { nearestWords } from '../nix/spelling.ts';
import { parsePattern, type Pattern } from '../runbook/pattern.ts';
import { coerceText } from './coerce.ts';
import { celTypeOf } from './outputs.ts';
import type { CelType } from '../kinds/value-types.ts';

/** A value for every parameter, of the type that the runbook declares. Serialisable. */
export interface Bindings {
  readonly values: Readonly<Record<string, unknown>>;
  readonly types: Readonly<Record<string, CelType>>;
}

/**
 * Binds what was given to the declared parameters: text (`-p port=8080`) is read as the declared type, defaults fill
 * in, and each value must fulfil its schema. Findings PAR001 to PAR005.
 *
 * @param given - A map of names to text or JSON values; from outside, so of any form.
 * @example
 * bindParameters(runbook, { user: 'alice', port: '8080' }) // values: { user: 'alice', port: 8080 }
 */
export function bindParameters(runbook: Pick<Runbook, 'parameters'>, given: unknown): Result<Bindings> {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return failed({
      code: 'PAR005',
      severity: 'error',
      message: 'parameters are given as a map of names to values',
    });
  }
  const entries = new Map<string, unknown>(Object.entries(given));
  const names = runbook.parameters.map((parameter) => parameter.name);
  const findings = [...entries.keys()]
    .filter((name) => !names.includes(name))
    .map((name) => unknownName(name, names));
  const values: [string, unknown][] = [];
  for (const parameter of runbook.parameters) {
    const bound = bindOne(parameter, entries.get(parameter.name));
    findings.push(...bound.findings);
    if (bound.ok) values.push([parameter.name, bound.value]);
  }
  if (hasErrors(findings)) return failed(...findings);
  const types = runbook.parameters.map((parameter) => [parameter.name, celTypeOf(parameter)] as const);
  return ok({ values: Object.fromEntries(values), types: Object.fromEntries(types) }, findings);
}

/** A default or an example that does not fulfil its own schema (PAR004), before anybody relies on it. */
export function checkDefaults(runbook: Pick<Runbook, 'parameters'>): Finding[] {
  return runbook.parameters.flatMap((parameter) => {
    const { name, default: fallback, examples = [] } = parameter;
    const check = (what: string) => (value: unknown) =>
      checkParameterValue(parameter, value, `the ${what} of parameter '${name}'`);
    return [
      ...(fallback === undefined ? [] : check('default')(fallback)),
      ...examples.flatMap(check('example')),
    ];
  });
}

/** Whether a value fulfils a parameter's schema; PAR004 when it does not. `what` names the value in the message. */
export function checkParameterValue(parameter: Parameter, value: unknown, what: string): Finding[] {
  const tooLong = texts(value).find(
    (text) => text.length > DEFAULTS.parameterText.value || text.includes('\0'),
  );
  // Before any pattern looks at it: its time grows with the text.
  const problem = tooLong === undefined ? schemaProblem(parameter, value) : textProblem(tooLong);
  if (problem === undefined) return [];
  const message = `${what} ${problem}, got ${JSON.stringify(value)?.slice(0, 80) ?? 'nothing'}`;
  return [{ code: 'PAR004', severity: 'error', message, position: parameter.position }];
}

function bindOne(parameter: Parameter, given: unknown): Result<unknown> {
  const { name, schema, position } = parameter;
  const what = `parameter '${name}'`;
  if (given === undefined) {
    if (parameter.default === undefined) return failed(missing(parameter));
    const problems = checkParameterValue(parameter, parameter.default, `the default of ${what}`);
    return problems.length > 0 ? failed(...problems) : ok(parameter.default);
  }
  const value = typeof given === 'string' ? coerceText(given, schema) : given;
  if (value === undefined) {
    const message = `${what} is of type ${String(schema['type'])}, got ${JSON.stringify(given)}`;
    return failed({
      code: 'PAR003',
      severity: 'error',
      message,
      position,
      fix: `-p ${name}=${example(schema)}`,
    });
  }
  const problems = checkParameterValue(parameter, value, what);
  return problems.length > 0 ? failed(...problems) : ok(value);
}

function missing(parameter: Parameter): Finding {
  const { name, description, position, schema } = parameter;
  const message = `parameter '${name}' is not given${description === undefined ? '' : `: ${description}`}`;
  return { code: 'PAR001', severity: 'error', message, position, fix: `-p ${name}=${example(schema)}` };
}

function unknownName(name: string, names: readonly string[]): Finding {
  const [near] = nearestWords(name, names, 1);
  const known = names.length === 0 ? 'the runbook has none' : `known are ${names.join(', ')}`;
  const fix = near === undefined ? known : `did you mean '${near}'?`;
  return { code: 'PAR002', severity: 'error', message: `there is no parameter '${name}'`, fix };
}

function example(schema: Readonly<Record<string, unknown>>): string {
  const { type, enum: values } = schema;
  const [first]: readonly unknown[] = Array.isArray(values) ? values : [];
  if (typeof first === 'string' || typeof first === 'number') return String(first);
  if (type === 'array') return 'first,second';
  if (type === 'boolean') return 'true';
  return type === 'string' ? '…' : '1';
}

const validators = new WeakMap<object, ValidateFunction>();

function schemaProblem(parameter: Parameter, value: unknown): string | undefined {
  const { schema } = parameter;
  let validate = validators.get(schema);
  if (validate === undefined) {
    const code = { regExp };
    validate = new Ajv2020({ strict: true, strictTypes: false, allErrors: false, code }).compile(schema);
    validators.set(schema, validate);
  }
  if (validate(value)) return undefined;
  const [error] = validate.errors ?? [];
  return error === undefined ? 'does not fit its schema' : inWords(readMisfit(error));
}

/** Patterns are matched by the engine that they were accepted by. */
const regExp = Object.assign(compilePattern, { code: 'compilePattern' });

function compilePattern(source: string): Pattern {
  const parsed = parsePattern(source);
  if (parsed.ok) return parsed.pattern;
  throw new Error(`a pattern that was accepted does not compile: ${parsed.message}`);
}

function inWords({ at, keyword, allowed, type, message }: Misfit): string {
  const place = at === '' ? '' : `(at ${at}) `;
  if (keyword === 'enum') return `${place}is one of ${JSON.stringify(allowed)}`;
  if (keyword === 'type') return `${place}is of type ${String(type)}`;
  return place + (message ?? 'does not fit its schema');
}

function textProblem(text: string): string {
  return text.includes('\0') ? 'holds a NUL' : `has at most ${DEFAULTS.parameterText.value} characters`;
}

function texts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.flatMap((item) => texts(item)) : [];
}
