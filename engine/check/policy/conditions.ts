import { Environment, EvaluationError, ParseError, TypeError as CelTypeError } from '@marcbachmann/cel-js';
import { failed, ok, type Finding, type Result } from '../../model/finding.ts';
import type { Condition, Policy } from '../../model/policy.ts';
import { nearestWords } from '../../nix/spelling.ts';
import { parseProgram, withPatterns } from '../cel-patterns.ts';
import { badPatternIn, CEL_LIMITS, tooManySigns } from '../cel-syntax.ts';
import { toCel } from '../cel-value.ts';
import { CONDITION_VARIABLES, conditionValues, type ConditionFacts } from './plan-facts.ts';

/** Whether a condition holds. `unknown` says why it could not be computed, which is taken for yes. */
export type Holds = { readonly holds: boolean; readonly unknown?: string };

/** A policy whose conditions are expressions of the right names and types, or POL013 for each that is not. */
export function checkConditions(policy: Policy): Result<Policy> {
  const findings = policy.conditions.flatMap((condition) => checkCondition(condition));
  return findings.length === 0 ? ok(policy) : failed(...findings);
}

/** Computes conditions over a plan, in order. One that cannot be computed counts as one that holds. */
export function evaluateConditions(
  conditions: readonly Condition[],
  facts: ConditionFacts,
  risk: string,
): readonly (Holds & { readonly condition: Condition })[] {
  const values = celValues(conditionValues(facts, risk));
  return conditions.map((condition) => ({ condition, ...evaluate(condition.when, values) }));
}

/** Reads conditions ahead, so that {@link evaluateConditions} only has to compute them. Throws where one is none. */
export function prepareConditions(conditions: readonly Condition[]): void {
  for (const { when } of conditions) program(when);
}

function checkCondition({ id, when, whenAt }: Condition): Finding[] {
  const problem = problemOf(when);
  if (problem === undefined) return [];
  const unknown = /No such key: (\S+)|Unknown variable: (\S+)/u.exec(problem);
  const near = nearestName(when, unknown?.[1] ?? unknown?.[2]);
  return [
    {
      code: 'POL013',
      severity: 'error',
      message: `policy: condition '${id}': ${problem}`,
      position: whenAt,
      fix:
        near === undefined
          ? 'docs/POLICY.md lists the names a condition can use; it must be true or false'
          : `did you mean ${near}?`,
    },
  ];
}

function problemOf(source: string): string | undefined {
  const unread = tooManySigns(source);
  if (unread !== undefined) return unread;
  try {
    const checked = environment().check(source);
    if (!checked.valid) return checked.error?.summary ?? 'is not valid';
    if (checked.type !== 'bool') return `returns ${checked.type ?? 'nothing'}; it must return bool`;
    return badPatternIn(environment().parse(source).ast);
  } catch (error) {
    if (isOfCel(error)) return error.summary;
    if (error instanceof RangeError) return 'is nested too deeply';
    throw error;
  }
}

function evaluate(source: string, values: Record<string, unknown>): Holds {
  try {
    const given: unknown = program(source)(values);
    if (typeof given === 'boolean') return { holds: given };
    return { holds: true, unknown: 'it is neither true nor false' };
  } catch (error) {
    if (isOfCel(error)) return { holds: true, unknown: error.summary };
    throw error;
  }
}

const programs = new Map<string, ReturnType<Environment['parse']>>();

function program(source: string): ReturnType<Environment['parse']> {
  const read = programs.get(source) ?? parseProgram(environment(), source);
  programs.set(source, read);
  return read;
}

let known: Environment | undefined;

function environment(): Environment {
  known ??= ['plan', 'request', 'now'].reduce<Environment>(
    (built, name) => built.registerVariable({ name, schema: schemaOf(name) }),
    withPatterns(new Environment({ limits: CEL_LIMITS })),
  );
  return known;
}

type Schema = { [name: string]: Schema | string };

function schemaOf(root: string): Schema {
  const schema: Schema = {};
  for (const [name, { type }] of Object.entries(CONDITION_VARIABLES)) {
    const [first, ...rest] = name.split('.');
    const last = rest.pop();
    if (first !== root || last === undefined) continue;
    const parent = rest.reduce<Schema>((at, part) => {
      const inner = at[part];
      if (typeof inner === 'object') return inner;
      const made: Schema = {};
      at[part] = made;
      return made;
    }, schema);
    parent[last] = type;
  }
  return schema;
}

/** Plain data as CEL wants it, at any depth. */
function celValues(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(values).map(([name, value]) => {
    const nested = typeof value === 'object' && value !== null && !Array.isArray(value);
    return [name, nested ? celValues({ ...value }) : toCel(value)] as const;
  });
  return Object.fromEntries(entries);
}

/** The name most like the one that ends, or begins, with what is not known. */
function nearestName(source: string, unknown: string | undefined): string | undefined {
  if (unknown === undefined) return undefined;
  const written = source.match(/[\w.]+/gu)?.find((name) => name.split('.').includes(unknown));
  return nearestWords(written ?? unknown, Object.keys(CONDITION_VARIABLES), 1)[0];
}

function isOfCel(error: unknown): error is EvaluationError | ParseError | CelTypeError {
  return error instanceof EvaluationError || error instanceof ParseError || error instanceof CelTypeError;
}
