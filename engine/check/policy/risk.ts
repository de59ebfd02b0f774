import { stateKindOf } from '../../kinds/find-kind.ts';
import { KINDS } from '../../kinds/kinds.ts';
import type { Kinds } from '../../kinds/step-kind.ts';
import type { StateStep } from '../../model/graph.ts';
import { joinOptionPath } from '../../model/options/option.ts';
import {
  RISK_ORDER,
  type MatchedRule,
  type Policy,
  type RiskClass,
  type RiskRule,
  type RuleEffect,
  type Scalar,
} from '../../model/policy.ts';
import type { Origin } from '../../model/runbook.ts';
import type { Shape, TouchedOption } from '../../model/options/touched.ts';
import type { Edit, OptionPath } from '../../model/options/value.ts';
import { matchesGlob, matchesText, namesBelow } from './glob.ts';
import { leavesOf, type Leaf } from './leaves.ts';

/**
 * The rules that give edits and steps their classes, and what each class needs. Of an option of which the host's options
 * say nothing, no rule matches that asks for a form.
 */
export function riskOf(
  policy: Policy,
  edits: readonly Edit[],
  steps: readonly StateStep[],
  origin: Origin,
  touched: readonly TouchedOption[] = [],
  kinds: Kinds = KINDS,
): readonly MatchedRule[] {
  const known = byPath(touched);
  const ofEdits = edits.flatMap((edit) =>
    leavesOf(edit).map((leaf) => riskOfLeaf(policy, leaf, origin, known.get(joinOptionPath(leaf.path)))),
  );
  const ofSteps = steps.flatMap((step) => {
    const effect = stateKindOf(kinds, step).risk?.(step);
    return effect === undefined ? [] : riskOfEffect(policy, `step ${step.id}`, effect, origin);
  });
  return [...ofEdits, ...ofSteps];
}

/** The rule that gives new states of inputs their class: none where no input changes. */
export function riskOfInputs(
  policy: Policy,
  inputs: readonly string[],
  origin: Origin,
): readonly MatchedRule[] {
  if (inputs.length === 0) return [];
  return riskOfEffect(
    policy,
    `input${inputs.length === 1 ? '' : 's'} ${inputs.join(', ')}`,
    'inputs',
    origin,
  );
}

/** What a class needs by a policy, as a rule that matched. */
export function ruleOfClass(
  policy: Policy,
  origin: Origin,
  matched: Pick<MatchedRule, 'kind' | 'about' | 'at' | 'because'> & { readonly class: RiskClass },
): MatchedRule {
  const { need, at } = policy.autonomy[matched.class][origin];
  return { ...matched, need, needAt: at };
}

function riskOfLeaf(
  policy: Policy,
  leaf: Leaf,
  origin: Origin,
  known: TouchedOption | undefined,
): MatchedRule {
  const about = joinOptionPath(leaf.path);
  if (known?.declared === false) {
    const because = 'the host has no such option';
    return ruleOfClass(policy, origin, { kind: 'risk', about, class: 'boot', because });
  }
  const names: readonly OptionPath[] = [leaf.path, ...(known?.names ?? [])];
  const [highest] = names
    .map((path) => ruleOfName(policy, { ...leaf, path }, known?.shapes ?? []))
    .toSorted(byClass);
  const unknown = { class: 'boot' as const, because: 'this option has no known class' };
  return ruleOfClass(policy, origin, { kind: 'risk', about, ...(highest ?? unknown) });
}

/** Whether the rule that gives an option its class knows what it is given by a form, or by the very value. */
export function isJudgedByForm(policy: Policy, leaf: Leaf, { shapes }: TouchedOption): boolean {
  const rule = policy.risk.find(
    (each) => each.kind === 'options' && matchesOption(each, leaf) && hasShape(each, shapes),
  );
  return rule?.kind === 'options' && (rule.shapes !== undefined || rule.values !== undefined);
}

/** What is known of each path. Where several changes touch one, it has the forms that it has in each of them. */
export function byPath(touched: readonly TouchedOption[]): ReadonlyMap<string, TouchedOption> {
  const known = new Map<string, TouchedOption>();
  for (const option of touched) {
    const key = joinOptionPath(option.path);
    const shapes = option.shapes.filter((shape) => known.get(key)?.shapes.includes(shape) ?? true);
    known.set(key, { ...option, shapes });
  }
  return known;
}

type Judged = Pick<RiskRule, 'class' | 'because'> & Partial<Pick<RiskRule, 'at'>>;

/** What the rules say of one name of an option. */
function ruleOfName(policy: Policy, leaf: Leaf, shapes: readonly Shape[]): Judged {
  const own = policy.risk.find(
    (rule) => rule.kind === 'options' && matchesOption(rule, leaf) && hasShape(rule, shapes),
  );
  // Without a rule of its own it is unknown, whatever is said of the options below.
  if (own === undefined) return { class: 'boot', because: 'this option has no known class' };
  // Whatever is below may be what changes: the highest rule that could speak of it counts.
  const below = leaf.whole ? policy.risk.filter((rule) => isBelow(rule, leaf)) : [];
  const [{ class: riskClass, because, at } = own] = [own, ...below].toSorted(byClass);
  return { class: riskClass, because, at };
}

function hasShape(rule: { readonly shapes?: readonly Shape[] }, shapes: readonly Shape[]): boolean {
  return rule.shapes?.some((shape) => shapes.includes(shape)) ?? true;
}

function riskOfEffect(
  policy: Policy,
  about: string,
  effect: RuleEffect,
  origin: Origin,
): readonly MatchedRule[] {
  const rule = policy.risk.find((candidate) => candidate.kind === 'effect' && candidate.effect === effect);
  if (rule === undefined) {
    // What only looks has no class unless a rule gives it one.
    if (effect === 'read') return [];
    const because = 'this effect has no known class';
    return [ruleOfClass(policy, origin, { kind: 'risk', about, class: 'boot', because })];
  }
  const { class: riskClass, because, at } = rule;
  return [ruleOfClass(policy, origin, { kind: 'risk', about, class: riskClass, because, at })];
}

/** Whether a rule about options speaks of this one. */
export function matchesOption(
  rule: { readonly options: readonly (readonly string[])[]; readonly values?: readonly Scalar[] },
  leaf: Leaf,
): boolean {
  return (
    rule.options.some((glob) => matchesGlob(glob, leaf.path)) &&
    (rule.values === undefined || hasValue(leaf, rule.values))
  );
}

function hasValue({ values }: Leaf, wanted: readonly Scalar[]): boolean {
  if (values === 'any') return true;
  return values.some((value) =>
    wanted.some((one) =>
      typeof one === 'string' && typeof value === 'string' ? matchesText(one, value) : one === value,
    ),
  );
}

function isBelow(rule: RiskRule, leaf: Leaf): boolean {
  return (
    rule.kind === 'options' &&
    rule.values === undefined &&
    rule.shapes === undefined &&
    rule.options.some((glob) => namesBelow(glob, leaf.path))
  );
}

function byClass(left: Judged, right: Judged): number {
  return RISK_ORDER.indexOf(right.class) - RISK_ORDER.indexOf(left.class);
}
