import { readFileSync } from 'node:fs';
import { checkConditions } from '../../engine/check/policy/conditions.ts';
import { parsePolicy } from '../../engine/config/policy.ts';
import type { Result } from '../../engine/model/finding.ts';
import type { Policy } from '../../engine/model/policy.ts';

const file = new URL('../../schemas/default-policy.yaml', import.meta.url);

/** The policy that ships. */
export const SHIPPED_POLICY: Policy = must(
  parsePolicy(readFileSync(file, 'utf8'), 'default-policy.yaml', undefined),
);

/** The text of a policy → that policy, its conditions checked, or its findings. */
export function readPolicyText(text: string, name = 'policy.yaml'): Result<Policy> {
  const parsed = parsePolicy(text, name, SHIPPED_POLICY);
  return parsed.ok ? checkConditions(parsed.value) : parsed;
}

/** A policy that puts these lines before those that ship. */
export function extended(lines: string): Policy {
  return must(readPolicyText(`policy: 1\nextends: default\n${lines}`));
}

/** A policy of these lines alone. */
export function alone(lines: string): Policy {
  return must(readPolicyText(`policy: 1\n${lines}`));
}

function must(result: Result<Policy>): Policy {
  if (!result.ok) throw new Error(JSON.stringify(result.findings, undefined, 1));
  return result.value;
}
