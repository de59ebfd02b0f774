import type { Finding } from '../../model/finding.ts';
import type { Check, Unread, Verdict } from './check.ts';
import { CONFIGURATION_CHECKS } from './configuration.ts';
import { ENGINE_CHECKS } from './engine.ts';
import type { FactName, Facts } from './facts.ts';
import { RUN_CHECKS } from './runs.ts';
import { SPACE_CHECKS } from './space.ts';
import { STATE_CHECKS } from './state.ts';
import { SYSTEM_CHECKS } from './systems.ts';
import { TOOL_CHECKS } from './tools.ts';
import { UNIT_CHECKS } from './units.ts';

/** Every check there is, in the order in which it is said. */
export const CHECKS: readonly Check[] = [
  ...TOOL_CHECKS,
  ...CONFIGURATION_CHECKS,
  ...SYSTEM_CHECKS,
  ...UNIT_CHECKS,
  ...SPACE_CHECKS,
  ...STATE_CHECKS,
  ...RUN_CHECKS,
  ...ENGINE_CHECKS,
];

/** One line of a diagnosis. */
export interface Examined extends Verdict {
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'error';
}

/**
 * What is wrong with a host. A check that does not apply is left out; a fact that could not be read is one line, instead
 * of those of its checks.
 */
export function examineHost(facts: Facts): readonly Examined[] {
  const unread = new Set<FactName>();
  return CHECKS.flatMap(({ name, needs, run }) => {
    const verdict = run(facts);
    if (verdict === undefined || unread.has(needs)) return [];
    if ('findings' in verdict) return [examined(name, verdict)];
    unread.add(needs);
    return [examined(name, notRead(needs, verdict))];
  });
}

export function examined(name: string, verdict: Verdict): Examined {
  const has = (severity: Finding['severity']): boolean =>
    verdict.findings.some((finding) => finding.severity === severity);
  return { name, ...verdict, state: has('error') ? 'error' : has('warning') ? 'warning' : 'ok' };
}

/** What cannot be looked at is not well: whoever relies on the exit code must not take it for that. */
function notRead(fact: FactName, unread: Unread): Verdict {
  const late = unread.kind === 'late';
  const finding: Finding = late
    ? {
        code: 'DOC001',
        severity: 'error',
        message: `checking '${fact}' took longer than ${unread.limit / 1000} s and was abandoned`,
        fix: 'look for a hanging disk, mount or service, then try again',
      }
    : {
        code: 'DOC002',
        severity: 'error',
        message: `'${fact}' could not be checked: ${unread.why}`,
        fix: 'run it as root (sudo), or fix what the message names',
      };
  return { seen: late ? 'no answer' : 'could not be checked', findings: [finding] };
}
