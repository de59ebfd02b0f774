import { Environment, EvaluationError, ParseError, TypeError as CelTypeError } from '@marcbachmann/cel-js';
import type { FindingCode } from '../model/finding-codes.ts';
import { failed, ok } from '../model/finding.ts';
import type { Position, Result } from '../model/finding.ts';
import type { Parameter, Step } from '../model/runbook.ts';
import { nearestWords } from '../nix/spelling.ts';
import { parseProgram, withPatterns } from './cel-patterns.ts';
import { CEL_LIMITS, namesIn } from './cel-syntax.ts';
import { fromCel, toCel } from './cel-value.ts';
import { stepKindOf } from '../kinds/find-kind.ts';
import { KINDS } from '../kinds/kinds.ts';
import type { Kinds } from '../kinds/step-kind.ts';
import { celName, celTypeOf } from './outputs.ts';
import type { CelType, OutputFields } from '../kinds/value-types.ts';
import type { Bindings } from './parameters.ts';

/** What an expression may name: parameters by name, outputs by step id and field. */
export interface ExpressionEnv {
  readonly params: Readonly<Record<string, CelType>>;
  readonly outputs: Readonly<Record<string, OutputFields>>;
}

/** What steps gave so far, by step id and field. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The environment of an expression: all parameters, and the outputs of the steps before it. */
export function expressionEnv(
  parameters: readonly Parameter[],
  earlier: readonly Step[],
  kinds: Kinds = KINDS,
): ExpressionEnv {
  const outputs = earlier
    .map((step) => [step.id, stepKindOf(kinds, step).outputs] as const)
    .filter(([, fields]) => Object.keys(fields).length > 0);
  return {
    params: Object.fromEntries(parameters.map((parameter) => [parameter.name, celTypeOf(parameter)])),
    outputs: Object.fromEntries(outputs),
  };
}

/**
 * Type-checks an expression before anything runs: the type it gives, or CEL001 (does not parse or type-check) or
 * CEL002 (gives another type than wanted).
 *
 * @param wanted - Types that the place of the expression takes; any plain type when left out.
 * @example
 * checkExpression('params.port > 1024', { params: { port: 'int' }, outputs: {} }) // value: 'bool'
 */
export function checkExpression(
  source: string,
  env: ExpressionEnv,
  position?: Position,
  wanted?: readonly string[],
): Result<string> {
  const names = namesIn(source);
  if ('problem' in names) return refuse('CEL001', source, names.problem, position);
  const checked = environment(env).check(source);
  if (!checked.valid || checked.type === undefined) {
    const problem = checked.error?.summary ?? 'is not valid';
    return refuse('CEL001', source, problem, position, suggestion(problem, env));
  }
  const { type } = checked;
  if (!isPlain(type))
    return refuse(
      'CEL002',
      source,
      `gives ${type}; allowed are text, numbers, bool, lists and maps`,
      position,
    );
  const fits = wanted === undefined || type === 'dyn' || wanted.includes(type);
  return fits
    ? ok(type)
    : refuse('CEL002', source, `gives ${type}; wanted is ${wanted.join(' or ')}`, position);
}

/**
 * Computes an expression: plain data, or CEL003 when it fails (a step that was left out gave no output, a division by
 * zero, …).
 *
 * @example
 * evaluateExpression('params.port + 1', { values: { port: 80 }, types: { port: 'int' } }, {}) // value: 81
 */
export function evaluateExpression(
  source: string,
  bindings: Bindings,
  outputs: Outputs,
  position?: Position,
): Result<unknown> {
  const names = namesIn(source);
  if ('problem' in names) return refuse('CEL001', source, names.problem, position);
  try {
    const env = { params: bindings.types, outputs: typesOf(outputs) };
    const program = parseProgram(withPatterns(environment(env)), source);
    const given: unknown = program(contextOf(bindings, outputs));
    const value = fromCel(given);
    return value === undefined ? refuse('CEL003', source, 'gives no plain data', position) : ok(value);
  } catch (error) {
    const known =
      error instanceof EvaluationError || error instanceof ParseError || error instanceof CelTypeError;
    if (!known) throw error;
    return refuse('CEL003', source, error.summary, position, missingOutput(names, outputs));
  }
}

function environment(env: ExpressionEnv): Environment {
  const built = new Environment({ limits: CEL_LIMITS });
  const outputs = Object.entries(env.outputs).map(
    ([step, fields]) => [celName(step), { ...fields }] as const,
  );
  if (Object.keys(env.params).length > 0)
    built.registerVariable({ name: 'params', schema: { ...env.params } });
  if (outputs.length > 0) built.registerVariable({ name: 'outputs', schema: Object.fromEntries(outputs) });
  return built;
}

function contextOf(bindings: Bindings, outputs: Outputs): Record<string, unknown> {
  const params = Object.entries(bindings.values).map(([name, value]) => [
    name,
    toCel(value, bindings.types[name]),
  ]);
  const steps = Object.entries(outputs).map(([step, fields]) => {
    const values = Object.entries(fields).map(([field, value]) => [field, toCel(value)] as const);
    return [celName(step), Object.fromEntries(values)] as const;
  });
  return { params: Object.fromEntries(params), outputs: Object.fromEntries(steps) };
}

/** Types of outputs are those of their values: text, whole numbers and truth values. */
function typesOf(outputs: Outputs): Record<string, OutputFields> {
  const steps = Object.entries(outputs)
    .filter(([, fields]) => Object.keys(fields).length > 0)
    .map(([step, fields]) => {
      const types = Object.entries(fields).map(([field, value]) => [field, typeOf(value)] as const);
      return [step, Object.fromEntries(types)] as const;
    });
  return Object.fromEntries(steps);
}

function typeOf(value: unknown): CelType {
  if (typeof value === 'number') return 'int';
  return typeof value === 'boolean' ? 'bool' : 'string';
}

function isPlain(type: string): boolean {
  return /^(?:string|int|uint|double|bool|null|null_type|dyn|(?:list|map)(?:<.*>)?)$/u.test(type);
}

function suggestion(problem: string, env: ExpressionEnv): string | undefined {
  const [, name] = /(?:No such key|Unknown variable): (\S+)/u.exec(problem) ?? [];
  if (name === undefined) return undefined;
  if (Object.hasOwn(env.params, name)) return `write params.${name}`;
  const fields = Object.values(env.outputs).flatMap((output) => Object.keys(output));
  const words = [...Object.keys(env.params), ...Object.keys(env.outputs).map(celName), ...fields];
  const [near] = nearestWords(name, new Set(words), 1);
  if (near !== undefined) return `did you mean '${near}'?`;
  return words.length === 0
    ? 'the runbook has no parameters, and no step before gives an output'
    : `known are ${words.join(', ')}`;
}

function missingOutput(names: readonly { of: string; name: string }[], outputs: Outputs): string | undefined {
  const known = new Set(Object.keys(outputs).map(celName));
  const missing = names.find((entry) => entry.of === 'outputs' && !known.has(entry.name));
  return missing === undefined ? undefined : `step '${missing.name}' gave no output: it did not run`;
}

function refuse(
  code: FindingCode,
  source: string,
  problem: string,
  position?: Position,
  fix?: string,
): Result<never> {
  const message = `the expression ${JSON.stringify(source.slice(0, 120))}: ${problem}`;
  return failed({ code, severity: 'error', message, ...(position && { position }), ...(fix && { fix }) });
}
