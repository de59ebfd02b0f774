import { describe, expect, it } from 'vitest';
import { refuseByRisk } from '../../../engine/check/policy/refuse.ts';
import { joinGlob, listForbidden } from '../../../engine/check/policy/summary.ts';
import { alone } from '../../lib/policy.ts';
import { setEdit } from './facts.ts';

const policy = alone(`
autonomy:
  package: { generated: automatic, user: automatic, library: automatic }
  service: { generated: forbidden, user: confirm, library: confirm }
  network: { generated: confirm, user: confirm, library: confirm }
  access: { generated: confirm, user: confirm, library: confirm }
  boot: { generated: forbidden, user: confirm, library: confirm }
risk:
  - { class: boot, options: [boot.**, fileSystems.**], because: it may not boot }
  - { class: service, options: [services.*.enable], because: it runs }
  - { class: service, options: [x.y], value: true, because: only sometimes }
options:
  - { deny: [security.sudo.**], origins: [generated], because: root is a person's to give }
  - { deny: [users.mutableUsers], value: [true, 'yes'], because: users are declared }
  - { allow: [services.**], because: services may }
  - { deny: [networking.**], origins: [user], because: of users alone }
`);

describe('what a policy forbids', () => {
  it('is told of generated runbooks, classes first, with why', () => {
    expect(listForbidden(policy, 'generated')).toEqual([
      'changes to services.*.enable',
      'changes to boot, fileSystems and anything without a class',
      "changes to security.sudo (root is a person's to give)",
      'changes to users.mutableUsers to true or yes (users are declared)',
    ]);
  });

  it('is told of the runbooks of users, where it forbids them', () => {
    expect(listForbidden(policy, 'user')).toEqual([
      'changes to users.mutableUsers to true or yes (users are declared)',
      'changes to networking (of users alone)',
    ]);
  });

  it('is refused by the class of an edit before there is a plan', () => {
    const [finding, ...more] = refuseByRisk(policy, [setEdit('boot.x'), setEdit('fonts.y')], 'generated');
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ code: 'POL001', severity: 'error' });
    expect(finding?.message).toContain("policy forbids this 'boot' change");
    expect(finding?.message).toContain('boot: boot.x: it may not boot');
    expect(refuseByRisk(policy, [setEdit('boot.x')], 'user')).toEqual([]);
    expect(refuseByRisk(policy, [], 'generated')).toEqual([]);
  });
});

it.each([
  [['a', '*', 'b'], 'a.*.b'],
  [['a', 'x.y'], 'a."x.y"'],
  [['a', '**'], 'a.**'],
])('a pattern %j is written %s', (glob, written) => {
  expect(joinGlob(glob)).toBe(written);
});
