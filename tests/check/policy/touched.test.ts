import { describe, expect, it, test } from 'vitest';
import { decidePolicy } from '../../../engine/check/policy/decide.ts';
import { conditionValues } from '../../../engine/check/policy/plan-facts.ts';
import { isFreeName, shapesOf } from '../../../engine/check/policy/shapes.ts';
import { touchedBy } from '../../../engine/check/policy/touched.ts';
import type { OptionDeclaration, OptionType } from '../../../engine/model/options/option.ts';
import type { Shape } from '../../../engine/model/options/touched.ts';
import type { Edit, NixValue } from '../../../engine/model/options/value.ts';
import { buildOptionIndex } from '../../../engine/nix/options/build-index.ts';
import { extended } from '../../lib/policy.ts';
import { factsOf, planOf } from './facts.ts';

const bool: OptionType = { name: 'bool' };
const str: OptionType = { name: 'str' };
const option = (
  name: string,
  tree: OptionType,
  more: Partial<OptionDeclaration> = {},
): OptionDeclaration => ({
  name,
  tree,
  type: tree.name,
  ...more,
});
const set = (path: readonly string[], value: NixValue): Edit => ({ op: 'set', path, value });

const OLD = 'services.openssh.passwordAuthentication';
const NEW = 'services.openssh.settings.PasswordAuthentication';
const renamed = buildOptionIndex(
  [
    option(OLD, bool, { renamedTo: NEW }),
    option(NEW, bool),
    option('services.ssh.passwords', bool, { renamedTo: OLD }),
    option('hosts.<name>.tls', bool, { renamedTo: 'hosts.<name>.ssl.enable' }),
    option('hosts.<name>.ssl.enable', bool),
  ],
  [],
);

describe('an option that was renamed', () => {
  const judge = (policy: string, path: string): string => {
    const edits = [set(path.split('.'), false)];
    const facts = factsOf(planOf(), { edits, touched: touchedBy(edits, renamed) });
    return decidePolicy(extended(policy), facts).need;
  };
  const names = [OLD, NEW, 'services.ssh.passwords'];
  it.each(names.flatMap((rule) => names.map((edit) => [rule, edit] as const)))(
    'is judged by the rule for %s when it is set as %s',
    (rule, edit) => {
      const risk = `autonomy: { package: automatic, boot: forbidden }
risk: [{ options: [${rule}], class: boot, because: x }, { options: ['**'], class: package, because: y }]`;
      expect(judge(risk, edit)).toBe('forbidden');
      const deny = `options: [{ deny: [${rule}], because: x }]`;
      expect(judge(deny, edit)).toBe('forbidden');
      const condition = `conditions: [{ id: a, when: "'${rule}' in plan.options", need: forbidden, because: x }]`;
      expect(judge(condition, edit)).toBe('forbidden');
    },
  );

  it('keeps the names that stand for its placeholders', () => {
    const edits = [set(['hosts', 'a', 'tls'], true)];
    expect(touchedBy(edits, renamed)).toMatchObject([
      { path: ['hosts', 'a', 'tls'], names: [['hosts', 'a', 'ssl', 'enable']] },
    ]);
  });

  it('and a set with two names are told to conditions by both', () => {
    const plan = planOf({}, { edits: [set(['users', 'extraUsers', 'eve', 'uid'], 5)] });
    expect(conditionValues(factsOf(plan, { edits: plan.edits }), 'access')).toMatchObject({
      plan: { options: ['users.extraUsers.eve.uid', 'users.users.eve.uid'] },
    });
  });
});

describe('the forms of what an option is given', () => {
  const types: Readonly<Record<string, OptionType>> = {
    bool,
    str,
    number: { name: 'unsignedInt16' },
    choice: { name: 'enum', values: ['a', 'b'] },
    maybe: { name: 'nullOr', elem: bool },
    list: { name: 'listOf', elem: { name: 'unsignedInt16' } },
    either: { name: 'either', of: [bool, str] },
    free: { name: 'attrsOf', elem: bool },
    texts: { name: 'attrsOf', elem: str },
    any: { name: 'attrs' },
    unknown: { name: 'systemd option' },
    coerced: { name: 'coercedTo', elem: bool },
  };
  const index = buildOptionIndex(
    [
      ...Object.entries(types).map(([name, tree]) => option(`a.${name}`, tree)),
      option('own.enable', bool, { declaredIn: ['/etc/nixos/own.nix'] }),
      option('theirs.enable', bool, { declaredIn: ['/nix/store/x/nixos/modules/a.nix'] }),
      option('sites.<name>.on', bool),
    ],
    [],
  );
  const plainly = (edit: Edit): readonly boolean[] =>
    touchedBy([edit], index).map(({ shapes }) => shapes.includes('plain'));

  it.each<[string, NixValue, boolean]>([
    ['bool', true, true],
    ['bool', 'true', false],
    ['str', 'true', false],
    ['str', true, false],
    ['number', 80, true],
    ['number', '80', false],
    ['choice', 'a', true],
    ['choice', 'c', false],
    ['maybe', null, true],
    ['bool', null, false],
    ['list', [80, 443], true],
    ['list', [80, 'x'], false],
    ['either', true, true],
    ['either', 'x', false],
    ['coerced', true, true],
    ['any', true, false],
    ['unknown', true, false],
  ])('%s given %j is plain: %s', (name, value, wanted) => {
    expect(plainly(set(['a', name], value))).toEqual([wanted]);
  });

  it.each<[string, readonly string[], boolean]>([
    ['a switch in a set of switches', ['a', 'free', 'x'], false],
    ['a switch in a set of texts', ['a', 'texts', 'x'], false],
    ['a switch in a set of anything', ['a', 'any', 'x'], false],
    ['an option below a name', ['sites', 'a.example', 'on'], true],
    ['one below a name that is text', ['sites', 'a {}', 'on'], false],
    ['one below a name that leads up', ['sites', '../a', 'on'], false],
    ['an option of a module of the host itself', ['own', 'enable'], false],
    ['an option of NixOS', ['theirs', 'enable'], true],
    ['an option that there is not', ['a', 'nothing'], false],
  ])('%s is plain: %s → %s', (_, path, wanted) => {
    expect(plainly(set(path, true))).toEqual([wanted]);
  });

  it('are those of each part of a set, and what a set holds counts by itself', () => {
    const edit = set(['sites', 'x'], { type: 'attrs', entries: { on: true } });
    expect(plainly(edit)).toEqual([true, true]);
    expect(plainly({ op: 'unset', path: ['sites', 'x'] })).toEqual([false]);
    expect(plainly({ op: 'unset', path: ['a', 'bool'] })).toEqual([true]);
    expect(plainly({ op: 'unset', path: ['a', 'str'] })).toEqual([false]);
  });

  it('are those that it has in every edit of it', () => {
    const both = touchedBy([set(['a', 'either'], true), set(['a', 'either'], 'x y')], index);
    expect(both).toMatchObject([{ shapes: ['words', 'flags', 'schedule'] }]);
  });
});

test.each<[NixValue, readonly Shape[]]>([
  ['Europe/Berlin', ['zone', 'schedule']],
  ['de_DE.UTF-8', ['name', 'words', 'flags', 'host', 'locale']],
  ['/srv/www', ['path']],
  ['/srv/../root', []],
  ['/srv/a b', []],
  ['/srv/${x}', []],
  ['*.example.org', ['host', 'schedule']],
  ['10.0.0.0/8', ['host', 'schedule']],
  ['a b', ['words', 'flags', 'schedule']],
  ['-x', ['flags']],
  ['a;b', []],
  ['a\nb', []],
  ['a\n', []],
  ['', []],
  ['$(id)', []],
  ['..', []],
  ['http://proxy.example:3128', ['url']],
  ['http://a/?x', []],
  ['file:///etc/shadow', []],
  ['me@example.org', ['email']],
  ['Mon..Fri *-*-* 02:00', ['schedule']],
  ['a'.repeat(300), []],
  [{ type: 'pkgs', path: ['htop'] }, ['package']],
  [{ type: 'path', path: './x' }, []],
  ['pkgs.htop', ['name', 'words', 'flags', 'host', 'locale', 'schedule']],
])('the forms of %j are %j', (value, wanted) => {
  expect(shapesOf(value)).toEqual(wanted);
});

test.each([
  ['a.example', true],
  ['/api/v1', true],
  ['eth0', true],
  ['web@1', true],
  ['*.a.example', true],
  ['a;b', false],
  ['a b', false],
  ['-x', false],
  ['a"', false],
  ['a${x}', false],
  ['/x/../y', false],
  ['', false],
])('a free name %j is a plain word: %s', (name, wanted) => {
  expect(isFreeName(name)).toBe(wanted);
});
