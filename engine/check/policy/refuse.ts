import type { Finding } from '../../model/finding.ts';
import type { MatchedRule, Policy, PolicyDecision } from '../../model/policy.ts';
import type { Origin } from '../../model/runbook.ts';
import type { TouchedOption } from '../../model/options/touched.ts';
import type { Edit } from '../../model/options/value.ts';
import { decidingRules } from './decide.ts';
import { riskOf } from './risk.ts';

/** POL001 for a change that policy forbids, with every rule that does. */
export function refuseForbidden(decision: PolicyDecision): Finding[] {
  return decision.need === 'forbidden' ? [forbidden(decision, decidingRules(decision))] : [];
}

/** POL001 where the class of an edit is forbidden: what is known of a plan before it is made. */
export function refuseByRisk(
  policy: Policy,
  edits: readonly Edit[],
  origin: Origin,
  touched: readonly TouchedOption[] = [],
): Finding[] {
  const rules = riskOf(policy, edits, [], origin, touched).filter((rule) => rule.need === 'forbidden');
  const [first] = rules;
  return first === undefined ? [] : [forbidden({ class: first.class ?? 'boot' }, rules)];
}

/** A rule as one phrase: what it is about, why, and where it is written. */
export function tellRule({ about, because, class: riskClass, at }: MatchedRule): string {
  const where = at === undefined ? '' : ` (${at.file}:${at.line})`;
  return `${riskClass === undefined ? '' : `${riskClass}: `}${about}: ${because}${where}`;
}

function forbidden(decision: Pick<PolicyDecision, 'class'>, rules: readonly MatchedRule[]): Finding {
  const [first] = rules;
  const place = first?.needAt ?? first?.at;
  return {
    code: 'POL001',
    severity: 'error',
    message: `policy forbids this '${decision.class}' change on this host: ${rules.map(tellRule).join('; ')}`,
    fix: `an administrator can allow it${place === undefined ? '' : ` at ${place.file}:${place.line}`} (see docs/POLICY.md)`,
  };
}
