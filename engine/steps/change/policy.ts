import type { Origin } from '../../model/runbook.ts';
import { decidePolicy, type DecisionFacts } from '../../check/policy/decide.ts';
import { prepareConditions } from '../../check/policy/conditions.ts';
import { ok, type Result } from '../../model/finding.ts';
import type { PlanPreview } from '../../model/plan.ts';
import type { Change } from '../../model/pinned.ts';
import type { TouchedOption } from '../../model/options/touched.ts';
import { AUTONOMY_ORDER, highest, type PolicyDecision } from '../../model/policy.ts';
import type { StepContext } from '../context.ts';
import { nameOfPrincipal } from '../../model/principal.ts';

/** What policy is asked about: a preview before its decision. Undefined for a runbook that changes no configuration. */
export type Decidable = Omit<
  PlanPreview,
  'decision' | 'planHash' | 'inForce' | 'risk' | 'drvPath' | 'outPath'
>;

/** What the policy of the host, read now, makes of a plan. Without a policy that can be read nothing is decided. */
export async function decide(
  context: StepContext,
  plan: Decidable | undefined,
): Promise<Result<PolicyDecision>> {
  const facts = decisionFacts(context, plan);
  const policy = await context.host.policy.read();
  if (policy.ok) return ok(decidePolicy(policy.value, facts));
  if (!facts.restores) return policy;
  // The way back must not depend on a file that the change itself may have broken. A person has to want it.
  const shipped = await context.host.policy.shipped();
  return shipped.ok
    ? ok(withPerson(decidePolicy(shipped.value, facts), policy.findings[0]?.message))
    : shipped;
}

/** Reads the policy and its conditions ahead, so that {@link decide} need not wait for it. Never fails. */
export async function prepareDecision(context: StepContext): Promise<void> {
  try {
    const policy = await context.host.policy.read();
    if (policy.ok) prepareConditions(policy.value.conditions);
  } catch {
    // What is wrong with it is said by the decision.
  }
}

/** How strict a decision is beside another: positive where it needs more. */
export function stricter(left: PolicyDecision, right: PolicyDecision): boolean {
  return AUTONOMY_ORDER.indexOf(left.need) > AUTONOMY_ORDER.indexOf(right.need);
}

export function stateSteps(context: StepContext) {
  return context.checked.graph.nodes.flatMap((node) => (node.kind === 'step' ? [node.step] : []));
}

function decisionFacts(context: StepContext, plan: Decidable | undefined): DecisionFacts {
  const { runbook } = context.checked;
  const { started } = context.state;
  const now = context.host.clock.now();
  const restored = takenBack(context);
  return {
    edits: restored?.edits ?? plan?.edits ?? [],
    touched: touchedBy(context),
    inputs: (restored?.inputs ?? plan?.inputs ?? []).map(({ name }) => name),
    steps: stateSteps(context),
    kinds: context.checked.kinds,
    restores: restored !== undefined,
    ...(context.checked.change.kind === 'as-it-is' ? { asItIs: true as const } : {}),
    ...(plan === undefined ? {} : { plan }),
    request: {
      by: nameOfPrincipal(started.by),
      door: started.by.door,
      paths: pathsIn(started.parameters),
      origin: runOrigin(context),
      runbook: runbook.name,
    },
    now: { weekday: now.getDay() === 0 ? 7 : now.getDay(), hour: now.getHours() },
  };
}

/** Texts among parameters that lead somewhere in a file system, whatever they are joined to. */
function pathsIn(parameters: Readonly<Record<string, unknown>>): readonly string[] {
  const texts = Object.values(parameters).flatMap((value) => (Array.isArray(value) ? value : [value]));
  return texts.filter((text): text is string => typeof text === 'string' && isPath(text)).toSorted();
}

function isPath(text: string): boolean {
  return (text.includes('/') && !/^[a-z][a-z0-9+.-]*:\/\//u.test(text)) || text === '..';
}

/** A runbook of the library that a model chose, with values of the model, is no better than one that it wrote. */
export function runOrigin({ state, checked }: StepContext): Origin {
  return state.started.planned?.model === undefined ? checked.runbook.origin : 'generated';
}

/** Taking a change back touches what the change touched; to which values is not said. */
function takenBack(context: StepContext): Pick<PlanPreview, 'edits' | 'inputs'> | undefined {
  const { change } = context.checked;
  if (change.kind !== 'restore') return undefined;
  const plans = [change.run, ...(change.later ?? [])].map((run) => context.otherRun(run)?.plan);
  const edits = plans.flatMap((plan) => plan?.edits ?? []);
  return {
    edits: edits.map((edit) => ({ op: 'unset', path: edit.path })),
    inputs: plans.flatMap((plan) => plan?.inputs ?? []),
  };
}

/** Of a change that is taken back, what was known of it, and of those that go with it, when they were made. */
function touchedBy({ checked, otherRun }: StepContext): readonly TouchedOption[] {
  const seen = new Set<string>();
  const touchedIn = (change: Change): readonly TouchedOption[] => {
    if (change.kind !== 'restore') return change.touched ?? [];
    return [change.run, ...(change.later ?? [])].flatMap((run) => {
      const other = seen.has(run) ? undefined : otherRun(run)?.started.compiled.change;
      seen.add(run);
      return other === undefined ? [] : touchedIn(other);
    });
  };
  return touchedIn(checked.change);
}

function withPerson(decision: PolicyDecision, why: string | undefined): PolicyDecision {
  const rule = {
    kind: 'policy' as const,
    about: 'the default policy',
    because: `applies instead of the host's: ${why ?? 'that cannot be read'}`,
    need: 'confirm' as const,
  };
  const need = highest(AUTONOMY_ORDER, decision.need, rule.need);
  return { ...decision, need, rules: [...decision.rules, rule] };
}
