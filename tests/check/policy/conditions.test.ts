import { expect, test } from 'vitest';
import {
  checkConditions,
  evaluateConditions,
  prepareConditions,
} from '../../../engine/check/policy/conditions.ts';
import type { Condition } from '../../../engine/model/policy.ts';
import { alone } from '../../lib/policy.ts';
import { factsOf, NO_DIFF, planOf } from './facts.ts';

const whenAt = { file: 'policy.yaml', line: 3, column: 7 };
const condition = (when: string): Condition => ({
  id: 'c',
  when,
  whenAt,
  at: whenAt,
  because: 'so',
  class: 'boot',
});

test.each([
  ['plan.build > 1', undefined],
  ['plan.units.added.exists(unit, unit.startsWith("a"))', undefined],
  ['now.hour < 8 && request.by == "alice"', undefined],
])('%s is a condition', (when, told) => {
  const policy = { ...alone(''), conditions: [condition(when)] };
  expect(checkConditions(policy)).toMatchObject({ ok: true, value: policy });
  expect(told).toBeUndefined();
});

test.each<[string, string, string]>([
  ['plan.build', "policy: condition 'c': returns int; it must return bool", 'docs/POLICY.md lists'],
  ['plan.biuld > 1', "policy: condition 'c': ", 'did you mean plan.build?'],
  ['paln.build > 1', "policy: condition 'c': ", 'did you mean plan.build?'],
  ['plan.build >', "policy: condition 'c': ", 'docs/POLICY.md lists'],
  ['plan.build > "a"', "policy: condition 'c': ", 'docs/POLICY.md lists'],
  ['request.by.matches("(a")', "policy: condition 'c': ", 'docs/POLICY.md lists'],
])('%s is none, and is refused with what is wrong', (when, message, fix) => {
  const checked = checkConditions({ ...alone(''), conditions: [condition('plan.drift'), condition(when)] });
  expect(checked.ok).toBe(false);
  expect(checked.findings).toHaveLength(1);
  expect(checked.findings[0]).toMatchObject({ code: 'POL013', severity: 'error', position: whenAt });
  expect(checked.findings[0]?.message).toContain(message);
  expect(checked.findings[0]?.fix).toContain(fix);
});

const changed = planOf({
  ...NO_DIFF,
  units: { added: ['a.service'], removed: ['b.service'], changed: ['c.service'] },
  tcpPorts: { added: ['80'], removed: ['22'], changed: [] },
  udpPorts: { added: ['53'], removed: ['67'], changed: [] },
  users: { added: ['ann'], removed: ['ben'], changed: ['cy'] },
  groups: { added: ['ga'], removed: ['gb'], changed: ['gc'] },
  etc: { added: ['ea'], removed: ['eb'], changed: ['ec'] },
  kernel: { before: 'a', after: 'b' },
  firewall: { before: true, after: false },
});

test.each<[string, boolean]>([
  ['plan.options == ["fonts.enableDefaultFonts"]', true],
  ['plan.files == ["configuration.nix"]', true],
  ['plan.inputs == []', true],
  ['plan.units.added == ["a.service"]', true],
  ['plan.units.removed == ["b.service"]', true],
  ['plan.units.restarted == ["c.service"]', true],
  ['plan.ports.tcp.opened == [80]', true],
  ['plan.ports.tcp.closed == [22]', true],
  ['plan.ports.udp.opened == [53]', true],
  ['plan.ports.udp.closed == [67]', true],
  ['plan.users.added == ["ann"]', true],
  ['plan.users.removed == ["ben"]', true],
  ['plan.users.changed == ["cy"]', true],
  ['plan.groups.added == ["ga"]', true],
  ['plan.groups.removed == ["gb"]', true],
  ['plan.etc.added == ["ea"]', true],
  ['plan.etc.removed == ["eb"]', true],
  ['plan.etc.changed == ["ec"]', true],
  ['plan.kernelChanged', true],
  ['plan.firewall.disabled', true],
  ['plan.firewall.enabled', false],
  ['plan.drift', false],
  ['plan.build == 0', true],
  ['plan.fetch == 0', true],
  ['plan.downloadBytes == 0', true],
  ['plan.warnings == 0', true],
  ['plan.risk == "service"', true],
  ['request.by == "alice"', true],
  ['request.origin == "user"', true],
  ['request.runbook == "test"', true],
  ['now.weekday == 3', true],
  ['now.hour == 10', true],
])('%s of a plan is %s', (when, holds) => {
  expect(evaluateConditions([condition(when)], factsOf(changed), 'service')).toEqual([
    { condition: condition(when), holds },
  ]);
});

test.each([
  ['that it would take to look at both systems', 'plan.kernelChanged', { semanticUnknown: true as const }],
  [
    'how much is to be downloaded',
    'plan.downloadBytes > 1',
    { build: { build: [], fetch: ['/nix/store/a'] } },
  ],
])('what cannot be computed for want of %s counts as yes, and says so', (_, when, more) => {
  const [result] = evaluateConditions([condition(when)], factsOf({ ...changed, ...more }), 'service');
  expect(result?.holds).toBe(true);
  expect(result?.unknown).toContain('No such key');
});

test('conditions are read ahead, and computed as if they were not', () => {
  prepareConditions([condition('plan.warnings > 0')]);
  expect(evaluateConditions([condition('plan.warnings > 0')], factsOf(changed), 'service')).toMatchObject([
    { holds: false },
  ]);
  expect(() => prepareConditions([condition('plan.warnings >')])).toThrow('EOF');
});
