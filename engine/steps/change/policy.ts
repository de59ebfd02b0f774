import type { Origin } from '../../model/runbook.ts';
import { decidePolicy, type DecisionFacts } from '../../check/policy/decide.ts';
import { prepareConditions } from '../../check/policy/conditions.ts';
import { ok, type Result } from '../../model/finding.ts';
import type { PlanPreview } from '../../model/plan.ts';
import type { TouchedOption } from '../../model/options/touched.ts';
import { AUTONOMY_ORDER, highest, type PolicyDecision } from '../../model/policy.ts';
import type { StepContext } from '../context.ts';
import { nameOfPrincipal } from '../../model/principal.ts';

/** What policy is asked about: a preview before its decision. Undefined for a runbook that changes no configuration. */
export type Decidable = Omit<PlanPreview, 'decision' | 'planHash' | 'risk' | 'drvPath' | 'outPath'>;

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
    request: { by: nameOfPrincipal(started.by), origin: originOf(context), runbook: runbook.name },
    now: { weekday: now.getDay() === 0 ? 7 : now.getDay(), hour: now.getHours() },
  };
}

/** A runbook of the library that a model chose, with values of the model, is no better than one that it wrote. */
function originOf({ state, checked }: StepContext): Origin {
  return state.started.planned?.model === undefined ? checked.runbook.origin : 'generated';
}

/** Taking a change back touches what the change touched; to which values is not said. */
function takenBack(context: StepContext): Pick<PlanPreview, 'edits' | 'inputs'> | undefined {
  const { change } = context.checked;
  if (change.kind !== 'restore') return undefined;
  const { edits = [], inputs = [] } = context.otherRun(change.run)?.plan ?? {};
  return { edits: edits.map((edit) => ({ op: 'unset', path: edit.path })), inputs };
}

/** Of a change that is taken back, what was known of it when it was made. */
function touchedBy(context: StepContext): readonly TouchedOption[] {
  let { change } = context.checked;
  const seen = new Set<string>();
  while (change.kind === 'restore' && !seen.has(change.run)) {
    seen.add(change.run);
    change = context.otherRun(change.run)?.started.compiled.change ?? change;
  }
  return change.touched ?? [];
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
