import { checkConditions } from '../../check/policy/conditions.ts';
import { parsePolicy } from '../../config/policy.ts';
import { failed, type Result } from '../../model/finding.ts';
import type { Policy } from '../../model/policy.ts';
import { assetPath } from './assets.ts';
import { readIfThere } from '../tree/files.ts';

/**
 * The policy that ships with the engine, read from its text. The built program has what comes of it instead
 * (scripts/build.ts puts another file in the place of this one): a preview does not wait for YAML that never changes.
 */
export async function loadShippedPolicy(): Promise<Result<Policy>> {
  const bytes = await readIfThere(assetPath('schemas', 'default-policy.yaml'));
  if (bytes === undefined) return failed(incomplete());
  const parsed = parsePolicy(bytes.toString('utf8'), 'default-policy.yaml', undefined);
  return parsed.ok ? checkConditions(parsed.value) : parsed;
}

function incomplete() {
  return {
    code: 'POL010',
    severity: 'error',
    message: 'policy: the policy that ships is not there; nothing is changed without a policy',
    fix: 'install nixos-ai again: the package is not complete',
  } as const;
}
