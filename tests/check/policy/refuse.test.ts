import { expect, test } from 'vitest';
import { decidePolicy } from '../../../engine/check/policy/decide.ts';
import { refuseForbidden } from '../../../engine/check/policy/refuse.ts';
import { extended, SHIPPED_POLICY } from '../../lib/policy.ts';
import { factsOf } from './facts.ts';

test('what is forbidden is told with the place in the policy where that can be allowed', () => {
  const policy = extended('autonomy: { package: forbidden }');
  const [finding] = refuseForbidden(decidePolicy(policy, factsOf()));
  expect(finding?.code).toBe('POL001');
  expect(finding?.fix).toBe('an administrator can allow it at policy.yaml:3 (see docs/POLICY.md)');
});

test('what is forbidden by nothing that is written somewhere is told without a place', () => {
  const decision = { ...decidePolicy(SHIPPED_POLICY, factsOf()), need: 'forbidden', rules: [] } as const;
  expect(refuseForbidden(decision)[0]?.fix).toBe('an administrator can allow it (see docs/POLICY.md)');
});

test('what is not forbidden is not refused', () => {
  expect(refuseForbidden(decidePolicy(SHIPPED_POLICY, factsOf()))).toEqual([]);
});
