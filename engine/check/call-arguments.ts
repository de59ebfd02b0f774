import { failed, hasErrors, ok } from '../model/finding.ts';
import type { Finding, Position, Result } from '../model/finding.ts';
import type { ParamRef, Parameter, Step, Written } from '../model/runbook.ts';
import { nearestWords } from '../nix/spelling.ts';
import { celTypeOf } from './outputs.ts';
import { checkParameterValue } from './parameters.ts';

type CallStep = Extract<Step, { kind: 'call' }>;

/** What a called runbook's parameter stands for: a value, or a parameter of the caller. */
export type Argument =
  | { readonly kind: 'value'; readonly value: unknown; readonly type: string }
  | { readonly kind: 'param'; readonly ref: ParamRef };

/** The arguments of a call, and the caller's parameters with what the called runbook demands of them added. */
export interface BoundCall {
  readonly values: ReadonlyMap<string, Argument>;
  readonly parameters: readonly Parameter[];
}

/**
 * Binds `with` to the called runbook's parameters. A value is plain data and checked now; `{ param: … }` hands on a
 * parameter of the caller, which from then on must fulfil both schemas.
 */
export function bindCall(
  step: CallStep,
  wanted: readonly Parameter[],
  callers: readonly Parameter[],
): Result<BoundCall> {
  const findings: Finding[] = unknownNames(step, wanted);
  const values = new Map<string, Argument>();
  let parameters = callers;
  for (const parameter of wanted) {
    const given = Object.hasOwn(step.with, parameter.name) ? step.with[parameter.name] : undefined;
    const argument = argumentOf(step, parameter, given, parameters);
    findings.push(...argument.findings);
    if (!argument.ok) continue;
    values.set(parameter.name, argument.value);
    if (argument.value.kind === 'param') parameters = narrow(parameters, argument.value.ref.name, parameter);
  }
  return hasErrors(findings) ? failed(...findings) : ok({ values, parameters }, findings);
}

function argumentOf(
  step: CallStep,
  parameter: Parameter,
  given: Written | undefined,
  callers: readonly Parameter[],
): Result<Argument> {
  const { name } = parameter;
  const { position, runbook } = step;
  const type = celTypeOf(parameter);
  if (given === undefined) {
    if (parameter.default !== undefined) return ok({ kind: 'value', value: parameter.default, type });
    const message = `the call of '${runbook}' does not set '${name}'`;
    return failed({ code: 'RB046', severity: 'error', message, position, fix: `add '${name}:' to 'with'` });
  }
  if (isParam(given)) return handOn(given, parameter, position, callers);
  const value = plainOf(given);
  if (value === undefined) {
    const message = `'${name}' in the call of '${runbook}' must be plain data or { param: … }`;
    return failed({ code: 'RB047', severity: 'error', message, position, fix: 'pass on a whole parameter' });
  }
  const problems = checkParameterValue(parameter, value, `'${name}' of the call of '${runbook}'`);
  return problems.length > 0
    ? failed(...problems.map((found) => ({ ...found, position })))
    : ok({ kind: 'value', value, type });
}

function handOn(
  ref: ParamRef,
  parameter: Parameter,
  position: Position,
  callers: readonly Parameter[],
): Result<Argument> {
  const caller = callers.find(({ name }) => name === ref.name);
  if (caller === undefined) {
    const [near] = nearestWords(
      ref.name,
      callers.map(({ name }) => name),
      1,
    );
    const fix = near === undefined ? 'declare it' : `did you mean '${near}'?`;
    return failed({
      code: 'REF001',
      severity: 'error',
      message: `there is no parameter '${ref.name}'`,
      position,
      fix,
    });
  }
  const [has, wants] = [celTypeOf(caller), celTypeOf(parameter)];
  if (has === wants) return ok({ kind: 'param', ref });
  const message = `parameter '${ref.name}' is of type ${has}; '${parameter.name}' of the called runbook needs ${wants}`;
  return failed({ code: 'RB048', severity: 'error', message, position });
}

function narrow(parameters: readonly Parameter[], name: string, demand: Parameter): readonly Parameter[] {
  return parameters.map((parameter) => {
    if (parameter.name !== name) return parameter;
    const { allOf } = parameter.schema;
    const demands: readonly unknown[] = Array.isArray(allOf) ? allOf : [];
    return { ...parameter, schema: { ...parameter.schema, allOf: [...demands, demand.schema] } };
  });
}

function unknownNames(step: CallStep, wanted: readonly Parameter[]): Finding[] {
  const names = wanted.map(({ name }) => name);
  return Object.keys(step.with)
    .filter((name) => !names.includes(name))
    .map((name) => {
      const [near] = nearestWords(name, names, 1);
      const fix = near === undefined ? `known are ${names.join(', ')}` : `did you mean '${near}'?`;
      const message = `runbook '${step.runbook}' has no parameter '${name}'`;
      return { code: 'RB045', severity: 'error', message, position: step.position, fix };
    });
}

/** Plain data of a written value; undefined when it holds a reference. */
function plainOf(written: Written): unknown {
  if (typeof written !== 'object' || written === null) return written;
  if (isItems(written)) {
    const items = written.map(plainOf);
    return items.includes(undefined) ? undefined : items;
  }
  return undefined;
}

function isItems(written: Written): written is readonly Written[] {
  return Array.isArray(written);
}

function isParam(written: Written): written is ParamRef {
  return typeof written === 'object' && written !== null && 'kind' in written && written.kind === 'param';
}
