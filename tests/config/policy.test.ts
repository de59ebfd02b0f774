import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { assert, property, string } from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import { parseHostSettings } from '../../engine/config/host-settings.ts';
import { parsePolicy } from '../../engine/config/policy.ts';
import { renderPolicy } from '../../engine/config/render-policy.ts';
import type { Policy } from '../../engine/model/policy.ts';
import { alone, extended, readPolicyText, SHIPPED_POLICY } from '../lib/policy.ts';

const schema = JSON.parse(readFileSync('schemas/policy.schema.json', 'utf8')) as object;
const GATE = '{ deny: [a], because: b }';

describe('a policy that is wrong is refused, at the place', () => {
  it.each<[string, string, string, number, RegExp]>([
    ['nothing', '', 'POL012', 1, /must be object/u],
    ['a list', '- 1', 'POL012', 1, /must be object/u],
    ['no version', 'risk: []', 'POL012', 1, /'policy'/u],
    ['another version', 'policy: 2', 'POL012', 1, /policy must be equal to constant: 1/u],
    ['an unknown key', 'policy: 1\nrisks: []', 'POL012', 2, /"risks"/u],
    ['a key written twice', 'policy: 1\nrisk: []\nrisk: []', 'POL011', 3, /unique/u],
    ['an anchor', 'policy: 1\nrisk: &a []', 'POL011', 2, /anchors/u],
    ['an alias', 'policy: 1\nrisk: &a []\noptions: *a', 'POL011', 2, /anchors/u],
    ['a tag', 'policy: 1\nrisk: !x []', 'POL011', 2, /tags/u],
    ['broken YAML', 'policy: 1\nrisk: [', 'POL011', 2, /./u],
    ['two documents', 'policy: 1\n---\npolicy: 1', 'POL011', 2, /document/u],
    ['too much', `policy: 1\n#${'x'.repeat(300_000)}`, 'POL010', 1, /262144/u],
    ['too deep', `policy: 1\nrisk: ${'['.repeat(20_000)}`, 'POL011', 2, /./u],
    ['no reason', 'policy: 1\nrisk:\n  - { options: [a], class: boot }', 'POL012', 3, /'because'/u],
    ['no class', 'policy: 1\nrisk:\n  - { options: [a], because: b }', 'POL012', 3, /'class'/u],
    [
      'no such class',
      'policy: 1\nrisk:\n  - { options: [a], because: b, class: high }',
      'POL012',
      3,
      /allowed values/u,
    ],
    [
      'neither option nor effect',
      'policy: 1\nrisk:\n  - { class: boot, because: b }',
      'POL012',
      3,
      /options or effect/u,
    ],
    [
      'a value of an effect',
      'policy: 1\nrisk:\n  - { effect: read, value: 1, class: boot, because: b }',
      'POL012',
      3,
      /options/u,
    ],
    [
      'allow and deny',
      'policy: 1\noptions:\n  - { allow: [a], deny: [a], because: b }',
      'POL012',
      3,
      /allow or deny/u,
    ],
    ['neither', 'policy: 1\npaths:\n  - { because: b }', 'POL012', 3, /allow or deny/u],
    ['a command in one text', 'policy: 1\ncommands:\n  - { allow: [id], because: b }', 'POL012', 3, /array/u],
    [
      'no such need',
      'policy: 1\nautonomy: { boot: never }',
      'POL012',
      2,
      /automatic, confirm, two-people or forbidden/u,
    ],
    [
      'no such origin',
      'policy: 1\nautonomy: { boot: { root: confirm } }',
      'POL012',
      2,
      /library, user or generated/u,
    ],
    [
      'a condition that raises nothing',
      "policy: 1\nconditions:\n  - { id: a, when: 'true', because: b }",
      'POL012',
      3,
      /class or need/u,
    ],
    [
      'a condition twice',
      `policy: 1\nconditions:\n  - { id: a, when: 'true', need: confirm, because: b }\n  - { id: a, when: 'true', need: confirm, because: b }`,
      'POL012',
      4,
      /two conditions/u,
    ],
    [
      'a value that is a map',
      `policy: 1\noptions: [{ deny: [a], value: { b: 1 }, because: b }]`,
      'POL012',
      2,
      /text, a number/u,
    ],
  ])('%s', (_, text, code, line, told) => {
    const { ok, findings } = readPolicyText(text);
    expect(ok).toBe(false);
    expect(findings[0]).toMatchObject({ code, severity: 'error', position: { file: 'policy.yaml', line } });
    expect(findings[0]?.message).toMatch(told);
    expect(findings).toHaveLength(1);
  });

  const condition = (when: string): string =>
    `policy: 1\nconditions:\n  - id: a\n    need: confirm\n    because: b\n    when: ${JSON.stringify(when)}\n`;
  it.each([
    ['plan.ports.tcp.open', /No such key: open/u, 'did you mean plan.ports.tcp.opened?'],
    ['plna.build > 1', /plna/u, 'did you mean plan.build?'],
    ['plan.build', /returns int; it must return bool/u, 'docs/POLICY.md'],
    ["plan.build == 'a'", /no such overload/u, 'docs/POLICY.md'],
    ["'22' in plan.ports.tcp.opened", /no such overload|type/iu, 'docs/POLICY.md'],
    ['plan.build >', /./u, 'docs/POLICY.md'],
    [
      "plan.options.exists(o, o.matches('(a)\\\\1'))",
      /may take too long to try.*backreference/u,
      'docs/POLICY.md',
    ],
    ['params.user == "a"', /params/u, 'docs/POLICY.md'],
  ])('a condition that is no expression over the plan: %s', (when, told, fix) => {
    const { findings } = readPolicyText(condition(when));
    expect(findings).toMatchObject([{ code: 'POL013', position: { line: 6, column: 11 } }]);
    expect(findings[0]?.message).toMatch(told);
    expect(findings[0]?.fix).toContain(fix);
  });

  it('any text is a policy or has findings with a place', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 200 }), (text) => {
        const { ok, findings } = readPolicyText(text);
        expect(ok).toBe(false);
        expect(findings.every(({ position, code }) => position !== undefined && code.startsWith('POL'))).toBe(
          true,
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('a policy that extends the one that ships', () => {
  const policy = extended(`risk: [{ options: [fonts.**], class: boot, because: mine }]
autonomy: { package: { generated: two-people } }
options: [${GATE}]
conditions:
  - { id: kernel-changed, when: 'false', need: confirm, because: we reboot every night }
  - { id: mine, when: 'true', need: confirm, because: x }
`);

  it('has its own rules before the others', () => {
    expect(policy.risk).toHaveLength(SHIPPED_POLICY.risk.length + 1);
    expect(policy.risk[0]).toMatchObject({ because: 'mine' });
    expect(policy.options[0]).toMatchObject({ verdict: 'deny', at: { file: 'policy.yaml', line: 5 } });
    expect(policy.commands).toEqual(SHIPPED_POLICY.commands);
  });

  it('says only what it says of the needs of classes', () => {
    expect(policy.autonomy.package.generated).toMatchObject({
      need: 'two-people',
      at: { file: 'policy.yaml' },
    });
    expect(policy.autonomy.package.user).toEqual(SHIPPED_POLICY.autonomy.package.user);
  });

  it('puts its condition in the place of the one of that name', () => {
    const ids = policy.conditions.map(({ id }) => id);
    expect(ids).toHaveLength(SHIPPED_POLICY.conditions.length + 1);
    expect(policy.conditions.filter(({ id }) => id === 'kernel-changed')).toMatchObject([{ when: 'false' }]);
  });
});

test('a policy that stands alone has nothing that it does not say', () => {
  const policy = alone('');
  expect(policy).toMatchObject({ risk: [], options: [], commands: [], paths: [], conditions: [] });
  expect(policy.autonomy.package.user.need).toBe('confirm');
});

const withoutPlaces = (policy: Policy): unknown =>
  JSON.parse(JSON.stringify(policy), (key, value: unknown) =>
    key === 'at' || key === 'whenAt' || key === 'file' ? undefined : value,
  );

test.each([
  ['the one that ships', SHIPPED_POLICY],
  [
    'one of everything',
    extended(`risk: [{ options: ['a."b.c".*x.**'], value: [null, 1, true, 'a*'], class: boot, because: x }]
autonomy: { boot: { user: forbidden } }
paths: [{ allow: [/a/**, 'b/*.nix'], use: [file], origins: [user], because: x }]
commands: [{ deny: [[a, '*', '**']], because: x }]
approvers: { users: [alice], groups: [ops] }`),
  ],
])('what is printed of a policy reads as the same policy: %s', (_, policy) => {
  const again = parsePolicy(renderPolicy(policy), 'again.yaml', undefined);
  expect(again.findings).toEqual([]);
  expect(again.ok && withoutPlaces(again.value)).toEqual(withoutPlaces(policy));
});

test('the schema is valid, and holds the policy that ships', () => {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, strict: true, strictRequired: false });
  expect(ajv.validateSchema(schema)).toBe(true);
  const shipped: unknown = parse(readFileSync('schemas/default-policy.yaml', 'utf8'));
  expect(ajv.compile(schema)(shipped)).toBe(true);
});

describe('the host settings', () => {
  const settings = (text: string) => {
    const parsed = parseHostSettings(text, 'nixos-ai.yaml', 'channel');
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
    return parsed.value;
  };

  it('keep where they say what a class needs', () => {
    expect(settings('host: { root: /srv/h }\npolicy:\n  package: automatic\n').policy.overlay).toEqual({
      package: { need: 'automatic', at: { file: 'nixos-ai.yaml', line: 3, column: 12 } },
    });
  });

  it.each([
    ['', { path: '/etc/nixos-ai/policy.yaml', named: false }],
    ['host: { root: /srv/h }', { path: '/srv/h/etc/nixos-ai/policy.yaml', named: false }],
    ['policy-file: /etc/p.yaml', { path: '/etc/p.yaml', named: true }],
  ])('%j: the policy is at %j', (text, wanted) => {
    expect(settings(text).policy.file).toEqual(wanted);
  });
});
