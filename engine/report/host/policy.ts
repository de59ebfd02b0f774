import type { RunEvent } from '../../model/event.ts';
import type { Position } from '../../model/finding.ts';
import { assertNever } from '../../model/outcome.ts';
import type { Autonomy, MatchedRule, PolicyDecision } from '../../model/policy.ts';
import type { Paint } from '../text/paint.ts';

/** What each need means, in words. */
export const NEEDS: Readonly<Record<Autonomy, string>> = {
  automatic: 'nobody is asked',
  confirm: 'one person approves',
  'two-people': 'somebody else than who asks approves',
  forbidden: 'it is refused',
};

/** The last decision of policy in a run, read off its events; undefined where the run came to none. */
export function decisionOf(events: readonly RunEvent[]): PolicyDecision | undefined {
  const decisions = events.flatMap((event) => {
    if (event.type !== 'step-ended' || event.data === undefined) return [];
    const data: Readonly<Record<string, unknown>> = { ...event.data };
    const { preview, decision, policy } = data;
    const inPreview = typeof preview === 'object' && preview !== null && 'decision' in preview;
    return [inPreview ? preview.decision : undefined, decision, policy].filter(isDecision);
  });
  return decisions.at(-1);
}

/** What policy decided and why: the rules that decided, those that also matched, what would have made it automatic. */
export function renderDecision(decision: PolicyDecision, paint: Paint): string {
  const { need, class: riskClass, origin, rules } = decision;
  const deciding = rules.filter((rule) => rule.need === need && need !== 'automatic');
  const others = rules.filter((rule) => !deciding.includes(rule));
  const asked = rules.filter((rule) => rule.need !== 'automatic').map(remedy);
  return [
    `${paint.bold(need)}: ${NEEDS[need]}; class ${paint.bold(riskClass)}, origin ${origin}`,
    block(
      'decided by',
      deciding.flatMap((rule) => ruleLines(rule, paint)),
      paint,
    ),
    block(
      deciding.length === 0 ? 'matched' : 'matched too',
      others.flatMap((rule) => ruleLines(rule, paint)),
      paint,
    ),
    block('automatic, if', [...new Set(asked)], paint),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** The rule that decided, in one line, for a preview. */
export function renderNeed(decision: PolicyDecision): string {
  const { need, rules } = decision;
  const rule = rules.find((candidate) => candidate.need === need);
  const at = rule?.needAt ?? rule?.at;
  const which = rule === undefined || need === 'automatic' ? '' : `, by ${ruleName(rule)}`;
  return `${need}: ${NEEDS[need]}${which}${at === undefined ? '' : ` (${place(at)})`}`;
}

function ruleLines(rule: MatchedRule, paint: Paint): readonly string[] {
  const written = rule.at === undefined ? 'no rule names it' : `rule at ${place(rule.at)}`;
  const byClass =
    rule.class !== undefined && rule.needAt !== undefined
      ? `; ${rule.class} needs ${rule.need}, at ${place(rule.needAt)}`
      : `; it needs ${rule.need}`;
  return [`${ruleName(rule)}: ${rule.because}`, paint.dim(`  ${written}${byClass}`)];
}

function ruleName({ kind, about, class: riskClass }: MatchedRule): string {
  switch (kind) {
    case 'condition':
      return `condition ${about}`;
    case 'deny':
      return `${about}, which is denied`;
    case 'policy':
      return about;
    case 'risk':
      return `${about}, of class ${riskClass ?? 'boot'}`;
    default:
      return assertNever(kind);
  }
}

function remedy(rule: MatchedRule): string {
  if (rule.needAt !== undefined)
    return `${rule.class ?? 'boot'} needed less than ${rule.need} (${place(rule.needAt)})`;
  const at = rule.at === undefined ? '' : ` (${place(rule.at)})`;
  switch (rule.kind) {
    case 'condition':
      return `condition ${rule.about} did not hold${at}`;
    case 'deny':
      return `a rule allowed ${rule.about} before it is denied${at}`;
    case 'policy':
    case 'risk':
      return 'the host had a policy that can be read';
    default:
      return assertNever(rule.kind);
  }
}

function block(title: string, lines: readonly string[], paint: Paint): string {
  return lines.length === 0
    ? ''
    : `${paint.bold(`  ${title}`)}\n${lines.map((line) => `    ${line}`).join('\n')}`;
}

function place({ file, line }: Position): string {
  return `${file}:${line}`;
}

/** Decisions are written by the states; the journal's chain says whether they were altered. */
function isDecision(value: unknown): value is PolicyDecision {
  return typeof value === 'object' && value !== null && 'need' in value && 'rules' in value;
}
