import type { Limits } from '../model/host/place.ts';
import { NIXOS_DEFAULTS } from '../config/host-settings.ts';
import { failed, hasErrors, ok, type Finding, type Result } from '../model/finding.ts';
import type { Graph } from '../model/graph.ts';
import type { OptionIndex } from '../model/options/option-index.ts';
import type { TouchedOption } from '../model/options/touched.ts';
import type { Change, PinnedRunbook } from '../model/pinned.ts';
import type { Policy } from '../model/policy.ts';
import type { Runbook } from '../model/runbook.ts';
import { KINDS } from '../kinds/kinds.ts';
import type { Kinds } from '../kinds/step-kind.ts';
import { bindSteps, chooseInputs } from './bind-steps.ts';
import { inlineCalls } from './calls.ts';
import { buildGraph } from './graph.ts';
import { checkEdits } from './options.ts';
import { bindParameters, checkDefaults, type Bindings } from './parameters.ts';
import { checkPaths } from './paths/check-paths.ts';
import { checkTaint } from './paths/check-taint.ts';
import { checkValues } from './paths/check-values.ts';
import { locateIn } from './paths/problem.ts';
import { checkGates } from './policy/check-gates.ts';
import { touchedBy } from './policy/touched.ts';
import { checkReferences } from './references.ts';
import { resolveEdits } from './resolve.ts';
import { checkSecrets, hideSecrets } from './secrets.ts';
import { checkSteps } from './steps.ts';

declare const checkedBrand: unique symbol;

/** A runbook that may run: only this module makes one, and only one of these becomes a machine. */
export interface CheckedRunbook {
  readonly [checkedBrand]: true;
  /** Its calls are inlined. */
  readonly runbook: Runbook;
  readonly change: Change;
  readonly bindings: Bindings;
  readonly graph: Graph;
  /** What its steps and checks are. */
  readonly kinds: Kinds;
}

/** What a check knows of the world. */
export interface CheckFacts {
  /** Values given for parameters: text from a command line, or JSON. */
  readonly given: unknown;
  readonly index: OptionIndex;
  readonly limits: Limits;
  /** The host's policy: what it forbids outright is refused here. */
  readonly policy: Policy;
  /** Finds the runbook that a `call` names. */
  readonly load: (name: string) => Result<Runbook>;
  /** What steps and checks it may have; those without any plug-in where absent. */
  readonly kinds?: Kinds;
}

/**
 * A runbook with everything it needs → one that may run, or every reason why not. Pure: nothing is read, nothing is
 * evaluated; options and types are judged by the host's index.
 */
export function checkRunbook(written: Runbook, facts: CheckFacts): Result<CheckedRunbook> {
  const { kinds = KINDS } = facts;
  const inlined = checkWritten(written, facts.load, kinds);
  if (!inlined.ok) return inlined;
  const bound = bindParameters(inlined.value, facts.given);
  if (!bound.ok) return bound;
  const whole = bindSteps(inlined.value, bound.value, kinds);
  if (!whole.ok) return whole;
  const runbook = whole.value;
  const inputs = chooseInputs(runbook.steps, bound.value, kinds);
  if (!inputs.ok) return inputs;
  const resolved = resolveEdits(runbook.steps, bound.value, kinds);
  if (!resolved.ok) return resolved;
  const exposed = checkSecrets(resolved.value, runbook.origin, facts.index);
  if (hasErrors(exposed)) return failed(...exposed);
  const gate = hideSecrets(checkEdits(resolved.value, facts.index), resolved.value);
  const graph = buildGraph(runbook.steps, facts.limits, kinds);
  const edits = resolved.value.map((item) => item.edit);
  const touched = touchedBy(edits, facts.index);
  const forbidden = checkGates(facts.policy, runbook, resolved.value, bound.value, touched, kinds);
  const findings = [
    ...inlined.findings,
    ...exposed,
    ...gate,
    ...forbidden,
    ...checkValues(resolved.value, runbook.origin),
    ...checkPaths(graph, locateIn(runbook), kinds),
  ];
  if (hasErrors(findings)) return failed(...findings);
  const change: Change = {
    kind: 'edits',
    edits,
    touched,
    ...(inputs.value === undefined ? {} : { inputs: inputs.value }),
  };
  return ok(mint({ runbook, change, bindings: bound.value, graph, kinds }), findings);
}

/** What can be said of a runbook without a host and without values for its parameters. The value has its calls inlined. */
export function checkWritten(
  written: Runbook,
  load: CheckFacts['load'],
  kinds: Kinds = KINDS,
): Result<Runbook> {
  const own: readonly Finding[] = checkDefaults(written);
  const inlined = inlineCalls(written, load, kinds);
  if (!inlined.ok) return failed(...own, ...inlined.findings);
  const runbook = inlined.value;
  const findings = [
    ...own,
    ...inlined.findings,
    ...checkReferences(runbook, kinds),
    ...checkSteps(runbook, kinds),
    ...checkTaint(runbook, kinds),
  ];
  if (hasErrors(findings)) return failed(...findings);
  // With the limits of no host in particular; a host's own are checked again before a run.
  const paths = checkPaths(buildGraph(runbook.steps, NIXOS_DEFAULTS.limits, kinds), locateIn(runbook), kinds);
  return hasErrors(paths) ? failed(...findings, ...paths) : ok(runbook, [...findings, ...paths]);
}

/**
 * The checked runbook that takes another run back: the full machine around a change that is known by store path. The
 * author's own checks say that the change is there, so they are no part of it.
 *
 * @param later - Runs that came after it and go with it.
 */
export function checkRestore(
  { run, later }: { readonly run: string; readonly later: readonly string[] },
  runbook: Runbook,
  limits: Limits,
): CheckedRunbook {
  const position = { file: runbook.file, line: 1, column: 1 };
  const graph = buildGraph([{ id: 'restore', kind: 'edit', edits: [], position }], limits);
  return mint({
    runbook,
    change: { kind: 'restore', run, ...(later.length === 0 ? {} : { later }) },
    bindings: { values: {}, types: {} },
    graph,
    kinds: KINDS,
  });
}

/**
 * The checked runbook of a change that is not written as edits: what lies in the configuration becomes what runs, or our
 * own module gets there or goes. It is held to policy and paths as any other.
 */
export function checkOwnChange(
  runbook: Runbook,
  change: Extract<Change, { kind: 'as-it-is' | 'installation' }>,
  facts: Pick<CheckFacts, 'index' | 'limits' | 'policy'>,
): Result<CheckedRunbook> {
  const bindings: Bindings = { values: {}, types: {} };
  const position = { file: runbook.file, line: 1, column: 1 };
  const edits = (change.edits ?? []).map((edit) => ({ edit, position }));
  const graph = buildGraph(runbook.steps, facts.limits);
  const touched = touchedBy(change.edits ?? [], facts.index);
  const findings = [
    ...checkGates(facts.policy, runbook, edits, bindings, touched),
    ...checkPaths(graph, locateIn(runbook)),
  ];
  return hasErrors(findings)
    ? failed(...findings)
    : ok(mint({ runbook, change: withTouched(change, touched), bindings, graph, kinds: KINDS }), findings);
}

function withTouched(
  change: Extract<Change, { kind: 'as-it-is' | 'installation' }>,
  touched: readonly TouchedOption[],
): Change {
  return change.kind === 'installation' ? { ...change, touched } : change;
}

/** A checked runbook as data, for the run that begins with it. */
export function pinRunbook(checked: CheckedRunbook): PinnedRunbook {
  const { runbook, change, bindings, graph } = checked;
  return { runbook, change, bindings, graph };
}

/** The checked runbook that a run began with. It was checked then; the journal's chain says that it is the same. */
export function restorePinned(pinned: PinnedRunbook, kinds: Kinds = KINDS): CheckedRunbook {
  const { runbook, change, graph } = pinned;
  // The types were written by bindParameters.
  return mint({ runbook, change, bindings: pinned.bindings as Bindings, graph, kinds });
}

function mint(parts: Omit<CheckedRunbook, typeof checkedBrand>): CheckedRunbook {
  return parts as CheckedRunbook;
}
