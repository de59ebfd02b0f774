import { DEFAULTS } from '../config/defaults.ts';
import { failed, hasErrors, ok } from '../model/finding.ts';
import type { Finding, Result } from '../model/finding.ts';
import { isChange, isLook } from '../kinds/find-kind.ts';
import { KINDS } from '../kinds/kinds.ts';
import type { Kinds } from '../kinds/step-kind.ts';
import type { OnFailure, Parameter, Runbook, Step } from '../model/runbook.ts';
import { bindCall } from './call-arguments.ts';
import { graftStep, isGrafted } from './call-graft.ts';

type CallStep = Extract<Step, { kind: 'call' }>;

/** A runbook without calls, and how many levels of calls it had. */
interface Flat {
  readonly parameters: readonly Parameter[];
  readonly steps: readonly Step[];
  readonly height: number;
}

interface Inliner {
  readonly kinds: Kinds;
  readonly load: (name: string) => Result<Runbook>;
  /** Runbooks already flattened: each is flattened once, however often it is called. */
  readonly done: Map<string, Result<Flat>>;
}

/**
 * Replaces every call by the steps of the called runbook: ids become `call-id--step-id`, parameters become what
 * `with` gives, positions stay in the called file. Findings RB041 to RB049: a cycle (with its chain), too many
 * levels or steps, a runbook that cannot be loaded, arguments that do not fit.
 *
 * A run makes one switch, so an edit that comes after the checks of a called runbook moves before them.
 *
 * @param load - The runbook of a name; its findings are passed on.
 * @example
 * inlineCalls(runbook, load) // steps: [{ id: 'setup--enable', … }]
 */
export function inlineCalls(
  runbook: Runbook,
  load: (name: string) => Result<Runbook>,
  kinds: Kinds = KINDS,
): Result<Runbook> {
  const flat = flatten(runbook, [], { load, kinds, done: new Map() });
  return flat.ok
    ? ok({ ...runbook, parameters: flat.value.parameters, steps: flat.value.steps }, flat.findings)
    : flat;
}

function flatten(runbook: Runbook, chain: readonly string[], inliner: Inliner): Result<Flat> {
  const findings: Finding[] = [];
  const steps: Step[] = [];
  const entries = new Map<string, string>();
  let { parameters } = runbook;
  let height = 0;
  for (const step of runbook.steps) {
    if (step.kind !== 'call') {
      steps.push(step);
      continue;
    }
    const callee = flatCallee(step, [...chain, runbook.name], inliner);
    findings.push(...callee.findings);
    if (!callee.ok) continue;
    height = Math.max(height, callee.value.height + 1);
    const bound = bindCall(step, callee.value.parameters, parameters);
    findings.push(...bound.findings);
    if (!bound.ok) continue;
    ({ parameters } = bound.value);
    const grafted = callee.value.steps.map((inner) =>
      graftStep(inner, step, bound.value.values, inliner.kinds),
    );
    const [first] = grafted;
    if (first !== undefined) entries.set(step.id, first.id);
    steps.push(...grafted);
  }
  findings.push(...limits(runbook, steps.length, height));
  if (hasErrors(findings)) return failed(...findings);
  return ok(
    {
      parameters,
      steps: joinEdits(
        steps.map((step) => redirect(step, entries)),
        inliner.kinds,
      ),
      height,
    },
    findings,
  );
}

function flatCallee(step: CallStep, chain: readonly string[], inliner: Inliner): Result<Flat> {
  const { runbook: name, position } = step;
  const refused = refusedWords(step);
  if (refused !== undefined) return failed(refused);
  if (chain.includes(name)) {
    const cycle = [...chain.slice(chain.indexOf(name)), name].join(' → ');
    const message = `runbook '${name}' calls itself: ${cycle}`;
    return failed({ code: 'RB041', severity: 'error', message, position, fix: 'remove one of these calls' });
  }
  const known = inliner.done.get(name);
  if (known !== undefined) return known;
  const loaded = inliner.load(name);
  const message = `runbook '${name}' cannot be called: ${loaded.ok ? '' : (loaded.findings[0]?.message ?? 'it is not there')}`;
  const flat: Result<Flat> = loaded.ok
    ? flatten(loaded.value, chain, inliner)
    : failed({ code: 'RB043', severity: 'error', message, position }, ...loaded.findings);
  inliner.done.set(name, flat);
  return flat;
}

/** Retry and timeout are of one attempt of one step; a call is many. */
function refusedWords(step: CallStep): Finding | undefined {
  const word = step.retry ? 'retry' : step.timeout === undefined ? undefined : 'timeout';
  if (word === undefined) return undefined;
  const message = `call '${step.id}' cannot have '${word}': it stands for several steps`;
  const fix = `write '${word}' at the steps of '${step.runbook}'`;
  return { code: 'RB044', severity: 'error', message, position: step.position, fix };
}

function limits(runbook: Runbook, steps: number, height: number): Finding[] {
  const position = { file: runbook.file, line: 1, column: 1 };
  const { callDepth, steps: most } = DEFAULTS;
  if (height > callDepth.value) {
    const message = `runbook '${runbook.name}' nests calls ${height} levels deep; at most ${callDepth.value} are allowed`;
    return [
      { code: 'RB042', severity: 'error', message, position, fix: 'call fewer runbooks from each other' },
    ];
  }
  if (steps <= most.value) return [];
  const message = `runbook '${runbook.name}' has ${steps} steps with those it calls; at most ${most.value} are allowed`;
  return [{ code: 'RB042', severity: 'error', message, position, fix: 'split it into several runs' }];
}

/** A failure that leads to a call leads to its first step. */
function redirect(step: Step, entries: ReadonlyMap<string, string>): Step {
  const to = step.onFailure?.to === 'step' ? entries.get(step.onFailure.step) : undefined;
  if (to === undefined) return step;
  const onFailure: OnFailure = { to: 'step', step: to };
  return { ...step, onFailure };
}

/** Moves each edit before the checks of called runbooks that stand right in front of it. */
function joinEdits(steps: readonly Step[], kinds: Kinds): readonly Step[] {
  const joined: Step[] = [];
  for (const step of steps) {
    const before = joined.findLastIndex((other) => !isLook(kinds, other) || !isGrafted(other));
    if (isChange(kinds, step)) joined.splice(before + 1, 0, step);
    else joined.push(step);
  }
  return joined;
}
