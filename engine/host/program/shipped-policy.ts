import { failed, ok, type Result } from '../../model/finding.ts';
import type { Policy } from '../../model/policy.ts';
import { readIfThere } from '../tree/files.ts';
import { assetPath } from './assets.ts';

/**
 * The policy that ships with the engine, as scripts/schemas.ts made it of `schemas/default-policy.yaml`: a preview does not
 * wait for YAML that never changes.
 */
export async function loadShippedPolicy(): Promise<Result<Policy>> {
  const bytes = await readIfThere(assetPath('schemas', 'default-policy.json'));
  // Written by ourselves, from what the parser of policies gave.
  return bytes === undefined ? failed(incomplete()) : ok(JSON.parse(bytes.toString('utf8')) as Policy);
}

function incomplete() {
  return {
    code: 'POL010',
    severity: 'error',
    message: 'policy: the policy that ships is not there; nothing is changed without a policy',
    fix: 'install nixos-ai again: the package is not complete',
  } as const;
}
