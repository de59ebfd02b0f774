import type { Around, Check, Verdict } from './check.ts';
import { bad, check, well } from './check.ts';
import type { Readings } from './facts.ts';

/** What the engine itself is set to, and what it has looked up. */
export const ENGINE_CHECKS: readonly Check[] = [
  check('policy', 'policy', checkPolicy),
  check('providers', 'providers', checkProviders),
  check('option catalogue', 'catalogue', checkCatalogue),
];

function checkPolicy(findings: Readings['policy']): Verdict {
  return { seen: findings.length === 0 ? 'valid' : 'not valid', findings };
}

function checkProviders({ asked, findings }: Readings['providers']): Verdict {
  const seen = asked.length === 0 ? 'none in use' : asked.join(', ');
  return { seen, findings };
}

function checkCatalogue(catalogue: Readings['catalogue'], { host }: Around): Verdict {
  if (catalogue === 'fresh') return well('fresh');
  const why =
    catalogue === 'stale'
      ? 'the host has changed since its options were read'
      : 'its options were not read yet';
  const message = `${host.root}: ${why}; the next request waits for an evaluation, or uses the old ones`;
  return bad(catalogue, 'DOC080', 'info', message, 'nixos-ai options refresh');
}
