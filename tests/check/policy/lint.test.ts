import { assert, array, constantFrom, property } from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { coversGlob, matchesGlob, matchesText, namesBelow } from '../../../engine/check/policy/glob.ts';
import { lintPolicy } from '../../../engine/check/policy/lint.ts';
import { splitOptionPath } from '../../../engine/model/options/option.ts';
import { index } from '../../compile/host.ts';
import { alone, extended, SHIPPED_POLICY } from '../../lib/policy.ts';
import { countsOf, growth } from '../../lib/operations.ts';

const count = countsOf(new URL('glob.work.ts', import.meta.url));

describe('a pattern', () => {
  it.each<[string, string, boolean]>([
    ['a.b', 'a.b', true],
    ['a.b', 'a.b.c', false],
    ['a.*', 'a.b', true],
    ['a.*', 'a', false],
    ['a.*', 'a.b.c', false],
    ['a.**', 'a', true],
    ['a.**', 'a.b.c', true],
    ['a.**.d', 'a.d', true],
    ['a.**.d', 'a.b.c.d', true],
    ['a.**.d', 'a.b.c', false],
    ['**', '', true],
    ['a.Exec*', 'a.ExecStart', true],
    ['a.Exec*', 'a.exec', false],
    ['a.*Commands', 'a.preCommands', true],
    ['a.*a*b', 'a.xaybzab', true],
    ['a."b.c"', 'a."b.c"', true],
    ['a."b.c"', 'a.b.c', false],
  ])('%s matches %s: %s', (glob, name, wanted) => {
    expect(matchesGlob(splitOptionPath(glob), splitOptionPath(name))).toBe(wanted);
  });

  it('does not go over a text again and again for its stars', () => {
    expect(matchesText('*a'.repeat(200), 'a'.repeat(5_000).concat('b'))).toBe(false);
    expect(matchesGlob(Array.from({ length: 200 }, () => ['**', 'a']).flat(), Array(400).fill('b'))).toBe(
      false,
    );
  });

  it.each<[string, [number, number], [number, number], number]>([
    ['twice the stars in a text', [50, 1_000], [100, 1_000], 2],
    ['a text twice as long', [50, 1_000], [50, 2_000], 2],
    ['twice the stars in a name', [20, 100], [40, 100], 2],
    ['a name twice as long', [20, 100], [20, 200], 2],
  ])('takes at most in proportion the work for %s', async (what, less, more, most) => {
    const kind = what.endsWith('name') || what.startsWith('a name') ? 'matchParts' : 'matchText';
    expect(await growth(count, kind, less, more)).toBeLessThan(most * 1.25);
  });

  it.each<[string, string, boolean]>([
    ['a.b.c', 'a', true],
    ['a.*.c', 'a.b', true],
    ['a.**', 'a', false],
    ['a.**.c', 'a.b', false],
    ['a.b', 'a.b', false],
    ['b.c', 'a', false],
  ])('%s names something below %s: %s', (glob, name, wanted) => {
    expect(namesBelow(splitOptionPath(glob), splitOptionPath(name))).toBe(wanted);
  });

  const part = constantFrom('a', 'b', '*', '**', 'a*');
  const globs = array(part, { maxLength: 4 });
  const names = array(constantFrom('a', 'b', 'ab', 'c'), { maxLength: 5 });
  it('that covers another matches whatever the other matches', () => {
    assert(
      property(globs, globs, names, (wide, narrow, name) => {
        if (coversGlob(wide, narrow) && matchesGlob(narrow, name)) expect(matchesGlob(wide, name)).toBe(true);
      }),
      { numRuns: 5_000 },
    );
    assert(property(globs, (glob) => coversGlob(glob, glob) && coversGlob(['**'], glob)));
  });
});

describe('a rule that never decides is told', () => {
  const rule = (options: string, more = ''): string =>
    `  - { options: [${options}], class: boot, because: x${more} }\n`;
  it.each<[string, string, readonly number[]]>([
    ['behind the same', rule('a.b') + rule('a.b'), [4]],
    ['behind a wider one', rule('a.**') + rule('a.b.*'), [4]],
    ['behind two', rule('a.**') + rule('b.**') + rule('a.x, b.y'), [5]],
    ['only in part', rule('a.**') + rule('a.x, b.y'), []],
    ['before a wider one', rule('a.b') + rule('a.**'), []],
    ['behind one of some values', rule('a', ', value: 1') + rule('a'), []],
    ['of a value, behind one of it and more', rule('a', ', value: [1, 2]') + rule('a', ', value: 2'), [4]],
    ['of a value, behind one of any', rule('a') + rule('a', ', value: 2'), [4]],
  ])('%s', (_, rules, lines) => {
    const findings = lintPolicy(alone(`risk:\n${rules}`));
    expect(findings.map(({ code, position }) => [code, position?.line])).toEqual(
      lines.map((line) => ['POL014', line]),
    );
  });

  it.each<[string, readonly number[]]>([
    [`effect: read, class: boot, because: x }\n  - { effect: read`, [4]],
    [`effect: read, class: boot, because: x }\n  - { effect: change`, []],
  ])('of an effect: %s', (rules, lines) => {
    const findings = lintPolicy(alone(`risk:\n  - { ${rules}, class: boot, because: x }\n`));
    expect(findings.map(({ position }) => position?.line)).toEqual(lines);
  });

  it('of gates, by origin and use', () => {
    const policy = alone(`commands:
  - { deny: [[sh, '**']], origins: [generated], because: x }
  - { allow: [['**']], because: x }
  - { deny: [[rm, '**']], because: x }
paths:
  - { allow: ['**'], use: [file], because: x }
  - { deny: [a], use: [socket], because: x }
  - { deny: [a], use: [file], because: x }
`);
    expect(lintPolicy(policy).map(({ position }) => position?.line)).toEqual([5, 9]);
  });

  it('but not where the other is of the policy that it extends', () => {
    expect(lintPolicy(extended(`risk: [{ options: ['**'], class: boot, because: x }]`))).toEqual([]);
  });
});

test('a pattern that matches no option of the host is told, with the nearest name', () => {
  const policy = extended(`options:
  - { deny: [services.opensh.enable], because: x }
  - { deny: [services.openssh.enable, services.*.enable, users.users.bob.uid, environment.variables.LD_*], because: x }
`);
  expect(lintPolicy(policy, index)).toMatchObject([
    {
      code: 'POL015',
      severity: 'warning',
      position: { line: 4 },
      fix: "did you mean 'services.openssh.enable'?",
    },
  ]);
});

test('the policy that ships has no rule that never decides', () => {
  expect(lintPolicy(SHIPPED_POLICY)).toEqual([]);
});
