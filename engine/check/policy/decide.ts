import type { StateStep } from '../../model/graph.ts';
import {
  AUTONOMY_ORDER,
  RISK_ORDER,
  highest,
  type Autonomy,
  type Condition,
  type MatchedRule,
  type Policy,
  type PolicyDecision,
  type RiskClass,
} from '../../model/policy.ts';
import type { TouchedOption } from '../../model/options/touched.ts';
import type { Edit } from '../../model/options/value.ts';
import type { Kinds } from '../../kinds/step-kind.ts';
import { evaluateConditions } from './conditions.ts';
import { judgeEarlier } from './earlier.ts';
import { raisedByChanges } from './effect.ts';
import { isPlainChange } from './plain-change.ts';
import { denial, deniedFiles, deniedOption } from './gates.ts';
import type { ConditionFacts } from './plan-facts.ts';
import { riskOf, riskOfInputs, ruleOfClass } from './risk.ts';

/** One change, as policy judges it. */
export interface DecisionFacts extends ConditionFacts {
  readonly edits: readonly Edit[];
  /** What the host's options say of what the edits touch; without it no form of a value is known. */
  readonly touched?: readonly TouchedOption[];
  readonly steps: readonly StateStep[];
  /** What says which effect a step has; the kinds without any plug-in where absent. */
  readonly kinds?: Kinds;
  /** The inputs whose state changes. */
  readonly inputs: readonly string[];
  /** It goes back to what was before: which options may be changed is no question then. */
  readonly restores: boolean;
  /** What lies in the configuration becomes what runs: nobody says which options that changes. */
  readonly asItIs?: true;
}

/**
 * What policy makes of a change. Its class is the highest of any part of it, and so is what it needs: no part, and no
 * condition, makes a change need less than another part does.
 *
 * @example
 * decidePolicy(policy, facts).need   // 'confirm'
 */
export function decidePolicy(policy: Policy, facts: DecisionFacts): PolicyDecision {
  const { origin } = facts.request;
  const denied = facts.restores ? [] : denials(policy, facts);
  const earlier = facts.plan?.earlier;
  const byRisk = [
    ...riskOf(policy, facts.edits, facts.steps, origin, facts.touched, facts.kinds),
    ...riskOfInputs(policy, facts.inputs, origin),
    ...untold(policy, facts),
    ...(earlier === undefined ? [] : judgeEarlier(policy, earlier)),
  ];
  const base = byRisk.length > 0 ? byRisk : [leastRule(policy, facts)];
  const given = RISK_ORDER.indexOf(classOf(base));
  const runs = facts.restores ? [] : raisedByWhatRuns(policy, facts);
  // What is of no higher class than its options raises nothing, and would only be in the way of what does.
  const effect = runs.filter((rule) => rank(rule) > given);
  const risk = classOf([...base, ...effect]);
  const raised = evaluateConditions(policy.conditions, facts, risk).flatMap((result) =>
    result.holds ? [raisedBy(policy, facts, result.condition, result.unknown)] : [],
  );
  const rules = unique([...denied, ...base, ...effect, ...raised]).toSorted(byWeight);
  return { need: needOf(rules), class: classOf([...base, ...effect, ...raised]), origin, rules };
}

/** The rules that made the need what it is; none where nothing is needed. */
export function decidingRules({ need, rules }: PolicyDecision): readonly MatchedRule[] {
  return need === 'automatic' ? [] : rules.filter((rule) => rule.need === need);
}

function denials(policy: Policy, facts: DecisionFacts): readonly MatchedRule[] {
  const { origin } = facts.request;
  const options = facts.edits.flatMap((edit) => {
    const denied = deniedOption(policy, edit, origin, facts.touched);
    return denied === undefined ? [] : [denial(denied.option, denied.rule)];
  });
  const files = (facts.plan?.files ?? []).flatMap(({ path, names = [] }) =>
    deniedFiles(policy, [path, ...names], origin),
  );
  return [...options, ...files];
}

/** Files that change though nothing that was asked for says why. */
function untold(policy: Policy, facts: DecisionFacts): readonly MatchedRule[] {
  if (facts.edits.length > 0 || facts.inputs.length > 0) return [];
  const because = 'the options that change in this file are not known';
  if (facts.asItIs === true) {
    if (facts.plan?.earlier !== undefined) return [];
    const about = 'the configuration as it stands';
    const unknown = {
      kind: 'risk' as const,
      about,
      class: 'boot' as const,
      because: 'the options it changes are not known',
    };
    return [ruleOfClass(policy, facts.request.origin, unknown)];
  }
  return (facts.plan?.files ?? []).map(({ path }) =>
    ruleOfClass(policy, facts.request.origin, {
      kind: 'risk',
      about: `file ${path}`,
      class: 'boot',
      because,
    }),
  );
}

/** By what the evaluation tells of the new system, and of the running one, and by both as they are built. */
function raisedByWhatRuns(policy: Policy, facts: DecisionFacts): readonly MatchedRule[] {
  const { plan, request } = facts;
  const changes = [
    ...(plan?.semantic.effect ?? []),
    ...(plan?.drift?.semantic?.effect ?? []),
    ...(plan?.built ?? []),
  ];
  return changes.length === 0
    ? []
    : raisedByChanges(policy, request.origin, changes, isPlainChange(policy, facts));
}

function leastRule(policy: Policy, facts: DecisionFacts): MatchedRule {
  const because = 'changes nothing with a risk class';
  const about = facts.request.runbook;
  return ruleOfClass(policy, facts.request.origin, { kind: 'risk', about, class: 'package', because });
}

function raisedBy(
  policy: Policy,
  facts: DecisionFacts,
  condition: Condition,
  unknown: string | undefined,
): MatchedRule {
  const { origin } = facts.request;
  const because =
    unknown === undefined ? condition.because : `${condition.because}; unknown, so assumed true (${unknown})`;
  const matched = { kind: 'condition' as const, about: condition.id, at: condition.at, because };
  const byClass =
    condition.class === undefined
      ? undefined
      : ruleOfClass(policy, origin, { ...matched, class: condition.class });
  const { need } = condition;
  if (byClass === undefined) return { ...matched, need: need ?? 'automatic' };
  // The place of a need is that of the class only where the class is what asks for it.
  const own = need !== undefined && highest(AUTONOMY_ORDER, byClass.need, need) !== byClass.need;
  return own ? { ...matched, class: byClass.class ?? 'boot', need } : byClass;
}

function needOf(rules: readonly MatchedRule[]): Autonomy {
  return rules.reduce<Autonomy>((most, rule) => highest(AUTONOMY_ORDER, most, rule.need), 'automatic');
}

function classOf(rules: readonly MatchedRule[]): RiskClass {
  return rules
    .flatMap((rule) => rule.class ?? [])
    .reduce<RiskClass>((most, one) => highest(RISK_ORDER, most, one), 'package');
}

function byWeight(left: MatchedRule, right: MatchedRule): number {
  const need = AUTONOMY_ORDER.indexOf(right.need) - AUTONOMY_ORDER.indexOf(left.need);
  return need !== 0 ? need : rank(right) - rank(left);
}

function rank(rule: MatchedRule): number {
  return rule.class === undefined ? -1 : RISK_ORDER.indexOf(rule.class);
}

function unique(rules: readonly MatchedRule[]): readonly MatchedRule[] {
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}
