import { deniedOption } from '../../engine/check/policy/gates.ts';
import { riskOf } from '../../engine/check/policy/risk.ts';
import { touchedBy } from '../../engine/check/policy/touched.ts';
import { splitOptionPath } from '../../engine/model/options/option.ts';
import type { Policy } from '../../engine/model/policy.ts';
import type { Edit } from '../../engine/model/options/value.ts';
import { index } from '../compile/host.ts';
import { isAtLeast } from './verdict.ts';

/**
 * Options of NixOS 20.09 that take lines of text, where scripts and whole configurations of programs go, and that a
 * generated runbook may set in a class below `access`. Sorted.
 */
export function openTexts(policy: Policy): readonly string[] {
  return index.options
    .filter(({ type }) => /strings concatenated with "\\n"/u.test(type))
    .map(({ name }) => name)
    .filter((name) => isOpen(policy, name))
    .toSorted();
}

function isOpen(policy: Policy, name: string): boolean {
  const edit: Edit = { op: 'set', path: splitOptionPath(name.replaceAll('<name>', 'a')), value: 'x' };
  if (deniedOption(policy, edit, 'generated') !== undefined) return false;
  return riskOf(policy, [edit], [], 'generated', touchedBy([edit], index)).every(
    (rule) => !isAtLeast(rule.class ?? 'boot', 'access'),
  );
}
