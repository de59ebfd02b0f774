import { array, assert, constantFrom, property, record, uniqueArray } from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { decidePolicy, decidingRules, type DecisionFacts } from '../../../engine/check/policy/decide.ts';
import { CONDITION_VARIABLES } from '../../../engine/check/policy/plan-facts.ts';
import { refuseForbidden } from '../../../engine/check/policy/refuse.ts';
import { overlayAutonomy } from '../../../engine/config/policy.ts';
import type { StateStep } from '../../../engine/model/graph.ts';
import {
  AUTONOMY_ORDER,
  ORIGINS,
  RISK_ORDER,
  type Autonomy,
  type Policy,
  type RiskClass,
} from '../../../engine/model/policy.ts';
import type { Effect, Origin } from '../../../engine/model/runbook.ts';
import { alone, extended, SHIPPED_POLICY } from '../../lib/policy.ts';
import { factsOf, file, NO_DIFF, planOf, setEdit, type Plan } from './facts.ts';

const ALLOW = `risk: [{ options: ['**'], class: package, because: all }]
paths: [{ allow: ['**'], because: all }]
`;
const need = (policy: Policy, facts: DecisionFacts): Autonomy => decidePolicy(policy, facts).need;
const asks = (from: Origin): DecisionFacts['request'] => ({ by: 'alice', origin: from, runbook: 'test' });
const run = (id: string, effect: Effect): StateStep => ({
  id,
  kind: 'run',
  argv: ['id'],
  effect,
  exit: [0],
  position: { file: 'a', line: 1, column: 1 },
});

describe('what a change needs', () => {
  it('by the policy that ships is always a person', () => {
    for (const option of ['fonts.fonts', 'services.nginx.enable', 'boot.kernelPackages', 'nobody.knows'])
      expect(need(SHIPPED_POLICY, factsOf(planOf(), { edits: [setEdit(option)] }))).toBe('confirm');
  });

  it.each<[Origin, Autonomy]>([
    ['library', 'automatic'],
    ['user', 'confirm'],
    ['generated', 'two-people'],
  ])('depends on who wrote the runbook: %s needs %s', (origin, wanted) => {
    const policy = alone(
      `${ALLOW}autonomy: { package: { library: automatic, user: confirm, generated: two-people } }`,
    );
    expect(need(policy, factsOf(planOf(), { request: asks(origin) }))).toBe(wanted);
  });

  it('is confirm where a table leaves an origin out', () => {
    const policy = alone(`${ALLOW}autonomy: { package: { library: automatic } }`);
    expect(need(policy, factsOf(planOf(), { request: asks('generated') }))).toBe('confirm');
  });

  it('is what the strictest of its parts needs, though another has the higher class', () => {
    const policy = extended('autonomy: { package: forbidden, service: automatic }');
    const edits = [setEdit('fonts.enableDefaultFonts'), setEdit('services.nginx.enable')];
    expect(decidePolicy(policy, factsOf(planOf(), { edits }))).toMatchObject({
      class: 'service',
      need: 'forbidden',
    });
  });

  it.each<[Effect, RiskClass]>([
    ['read', 'package'],
    ['change', 'access'],
    ['irreversible', 'boot'],
  ])('counts a step that %s as %s', (effect, wanted) => {
    expect(decidePolicy(SHIPPED_POLICY, factsOf(planOf(), { steps: [run('a', effect)] })).class).toBe(wanted);
  });

  it('counts new inputs as high as the boot, and names them; garbage as a service', () => {
    const inputs = decidePolicy(SHIPPED_POLICY, factsOf(planOf(), { inputs: ['home', 'nixpkgs'] }));
    expect(inputs.class).toBe('boot');
    expect(inputs.rules.map((rule) => rule.about)).toContain('inputs home, nixpkgs');
    const position = { file: 'a.yaml', line: 1, column: 1 };
    const step = { id: 'a', kind: 'collect-garbage', olderThan: '30d', position } as const;
    expect(decidePolicy(SHIPPED_POLICY, factsOf(planOf(), { steps: [step] })).class).toBe('service');
  });

  it('of new inputs alone is of the inputs: the lock file that changes with them is theirs', () => {
    const plan = planOf({}, { files: [file('flake.lock')] });
    const { rules } = decidePolicy(SHIPPED_POLICY, factsOf(plan, { edits: [], inputs: ['nixpkgs'] }));
    expect(rules.map(({ about }) => about)).toEqual(['input nixpkgs']);
  });

  it('is told from the highest class down, where all of it needs the same', () => {
    const edits = ['fonts.enableDefaultFonts', 'services.nginx.enable', 'boot.kernelPackages'].map((option) =>
      setEdit(option),
    );
    const { rules } = decidePolicy(SHIPPED_POLICY, factsOf(planOf(), { edits }));
    expect(rules.map((rule) => rule.class)).toEqual(['boot', 'service', 'package']);
  });

  it('of files that change without an edit is that of the highest class', () => {
    const facts = factsOf(planOf({}, { files: [file('flake.lock')] }), { edits: [] });
    expect(decidePolicy(SHIPPED_POLICY, facts)).toMatchObject({
      class: 'boot',
      rules: [{ about: 'file flake.lock' }],
    });
  });

  it('is forbidden by a rule about options or files, but not for the way back', () => {
    const policy = extended(`options: [{ deny: [fonts.**], because: ugly }]
paths: [{ deny: [secrets/**], use: [configuration], because: secret }]`);
    const facts = factsOf(planOf({}, { files: [file('secrets/a.nix')] }));
    const decision = decidePolicy(policy, facts);
    expect(decision.need).toBe('forbidden');
    expect(refuseForbidden(decision)).toMatchObject([
      { code: 'POL001', message: expect.stringMatching(/ugly \(policy.yaml:3\).*secret \(policy.yaml:4\)/u) },
    ]);
    expect(need(policy, { ...facts, restores: true })).toBe('confirm');
  });

  it('is overlaid by the host settings, and says so', () => {
    const at = { file: 'nixos-ai.yaml', line: 7, column: 3 };
    const policy = overlayAutonomy(SHIPPED_POLICY, { package: { need: 'two-people', at } });
    const decision = decidePolicy(policy, factsOf());
    expect(decision.need).toBe('two-people');
    expect(decidingRules(decision)).toMatchObject([{ about: 'fonts.enableDefaultFonts', needAt: at }]);
  });
});

const changes = (member: 'added' | 'removed' | 'changed', ...names: readonly string[]) => ({
  added: [],
  removed: [],
  changed: [],
  [member]: names,
});
const packageOf = (name: string) => ({ name, version: '1', outPath: `/nix/store/${name}` });

/** For each variable: an expression over it, a plan where it holds; the plan that changes nothing is where it does not. */
const FLIPS: readonly (readonly [string, string, Plan | Partial<DecisionFacts>])[] = [
  ['plan.options', "'services.a.enable' in plan.options", { edits: [setEdit('services.a.enable')] }],
  [
    'plan.inputs',
    "'nixpkgs' in plan.inputs",
    planOf({}, { inputs: [{ name: 'nixpkgs', after: { revision: 'abc' } }] }),
  ],
  ['plan.files', "plan.files.exists(f, f.startsWith('x/'))", planOf({}, { files: [file('x/a.nix')] })],
  ['plan.units.added', 'plan.units.added.size() > 0', planOf({ units: changes('added', 'a.service') })],
  [
    'plan.units.removed',
    "'a.service' in plan.units.removed",
    planOf({ units: changes('removed', 'a.service') }),
  ],
  [
    'plan.units.restarted',
    "plan.units.restarted.exists(u, u == 'db.service')",
    planOf({ units: changes('changed', 'db.service') }),
  ],
  ['plan.ports.tcp.opened', '22 in plan.ports.tcp.opened', planOf({ tcpPorts: changes('added', '22') })],
  [
    'plan.ports.tcp.closed',
    'plan.ports.tcp.closed.size() == 1',
    planOf({ tcpPorts: changes('removed', '22') }),
  ],
  [
    'plan.ports.udp.opened',
    'plan.ports.udp.opened.exists(p, p < 1024)',
    planOf({ udpPorts: changes('added', '53') }),
  ],
  ['plan.ports.udp.closed', '53 in plan.ports.udp.closed', planOf({ udpPorts: changes('removed', '53') })],
  ['plan.firewall.disabled', 'plan.firewall.disabled', planOf({ firewall: { before: true, after: false } })],
  ['plan.firewall.enabled', 'plan.firewall.enabled', planOf({ firewall: { before: false, after: true } })],
  ['plan.users.added', "'eve' in plan.users.added", planOf({ users: changes('added', 'eve') })],
  ['plan.users.removed', 'plan.users.removed.size() > 0', planOf({ users: changes('removed', 'eve') })],
  ['plan.users.changed', "'eve' in plan.users.changed", planOf({ users: changes('changed', 'eve') })],
  ['plan.groups.added', "'g' in plan.groups.added", planOf({ groups: changes('added', 'g') })],
  ['plan.groups.removed', "'g' in plan.groups.removed", planOf({ groups: changes('removed', 'g') })],
  [
    'plan.packages.added',
    "plan.packages.added.exists(p, p.matches('^nmap'))",
    planOf({ packages: { added: [packageOf('nmap')], removed: [] } }),
  ],
  [
    'plan.packages.removed',
    "'vim' in plan.packages.removed",
    planOf({ packages: { added: [], removed: [packageOf('vim')] } }),
  ],
  ['plan.etc.added', "'motd' in plan.etc.added", planOf({ etc: changes('added', 'motd') })],
  ['plan.etc.removed', "'motd' in plan.etc.removed", planOf({ etc: changes('removed', 'motd') })],
  ['plan.etc.changed', "'sudoers' in plan.etc.changed", planOf({ etc: changes('changed', 'sudoers') })],
  ['plan.kernelChanged', 'plan.kernelChanged', planOf({ kernel: { before: '5', after: '6' } })],
  ['plan.drift', 'plan.drift', planOf({}, { drift: { known: true, semantic: NO_DIFF } })],
  ['plan.build', 'plan.build > 1', planOf({}, { build: { build: ['a', 'b'], fetch: [] } })],
  ['plan.fetch', 'plan.fetch == 1', planOf({}, { build: { build: [], fetch: ['a'], downloadBytes: 1 } })],
  [
    'plan.downloadBytes',
    'plan.downloadBytes > 1000000000',
    planOf({}, { build: { build: [], fetch: ['a'], downloadBytes: 2_000_000_000 } }),
  ],
  ['plan.warnings', 'plan.warnings > 0', planOf({}, { warnings: ['old'] })],
  ['plan.risk', "plan.risk == 'boot'", { edits: [setEdit('boot.kernelParams')] }],
  ['request.by', "request.by == 'bob'", { request: { ...asks('user'), by: 'bob' } }],
  ['request.origin', "request.origin == 'generated'", { request: asks('generated') }],
  ['request.door', "request.door == 'socket'", { request: { ...asks('user'), door: 'socket' } }],
  ['request.paths', 'request.paths.size() > 0', { request: { ...asks('user'), paths: ['/etc/shadow'] } }],
  [
    'request.runbook',
    "request.runbook.startsWith('night')",
    { request: { ...asks('user'), runbook: 'nightly' } },
  ],
  ['now.weekday', 'now.weekday >= 5', { now: { weekday: 5, hour: 10 } }],
  ['now.hour', 'now.hour < 7', { now: { weekday: 3, hour: 2 } }],
];

const isPlan = (given: Plan | Partial<DecisionFacts>): given is Plan => 'semantic' in given;
const flipped = (given: Plan | Partial<DecisionFacts>): DecisionFacts =>
  isPlan(given) ? factsOf(given) : factsOf(planOf(), given);

describe('a condition', () => {
  const withCondition = (when: string, says = 'need: two-people'): Policy =>
    alone(`${ALLOW.replace("'**'], class", "'boot.**'], class: boot, because: b }, { options: ['**'], class")}
autonomy: { package: automatic, boot: automatic }
conditions: [{ id: c, when: ${JSON.stringify(when)}, ${says}, because: so }]`);

  it.each(FLIPS)('over %s raises what is needed where it holds: %s', (_, when, given) => {
    expect(need(withCondition(when), factsOf())).toBe('automatic');
    const decision = decidePolicy(withCondition(when), flipped(given));
    expect(decision.need).toBe('two-people');
    expect(decidingRules(decision)).toMatchObject([{ kind: 'condition', about: 'c', because: 'so' }]);
  });

  it('can name nothing that no case above has', () => {
    expect(FLIPS.map(([name]) => name)).toEqual(Object.keys(CONDITION_VARIABLES));
  });

  it('may raise the class, and what the class needs comes with it', () => {
    const policy = extended(`autonomy: { package: automatic, boot: two-people }
conditions: [{ id: many, when: plan.build > 1, class: boot, because: b }]`);
    const facts = factsOf(planOf({}, { build: { build: ['a', 'b'], fetch: [] } }));
    expect(need(policy, factsOf())).toBe('automatic');
    expect(decidePolicy(policy, facts)).toMatchObject({ class: 'boot', need: 'two-people' });
  });

  it.each([
    ['plan.packages.added[0] == "a"', planOf(), 'an index that is not there'],
    ['1 / plan.build == 1', planOf(), 'a division by zero'],
    [
      'plan.downloadBytes > 5',
      planOf({}, { build: { build: [], fetch: ['a'] } }),
      'a size that Nix does not tell',
    ],
    [
      'plan.users.removed.size() > 0',
      planOf({}, { semanticUnknown: true }),
      'a system that was not evaluated',
    ],
    ['22 in plan.ports.tcp.opened', planOf({}, { drift: { known: false } }), 'a drift that is not known'],
  ])('that cannot be computed counts as true: %s', (when, plan) => {
    const decision = decidePolicy(withCondition(when), factsOf(plan));
    expect(decision.need).toBe('two-people');
    expect(decision.rules[0]?.because).toMatch(/^so; unknown, so assumed true \(.+\)$/u);
  });

  it('sees what an earlier edit makes live together with the change', () => {
    const plan = planOf(
      {},
      { drift: { known: true, semantic: { ...NO_DIFF, users: changes('removed', 'eve') } } },
    );
    expect(need(withCondition("'eve' in plan.users.removed"), factsOf(plan))).toBe('two-people');
  });

  it('is computed over nothing for a runbook that changes no configuration', () => {
    const { plan: _, ...facts } = factsOf(planOf(), { edits: [] });
    expect(need(withCondition('plan.users.removed.size() + plan.build > 0'), facts)).toBe('automatic');
  });
});

describe('the conditions that ship', () => {
  const careless = extended(
    'autonomy: { package: automatic, service: automatic, network: automatic, access: automatic, boot: automatic }',
  );
  it.each<[string, Plan, RiskClass, Autonomy]>([
    ['nothing else changes', planOf(), 'package', 'automatic'],
    [
      'a package comes',
      planOf({ packages: { added: [packageOf('a')], removed: [] } }),
      'package',
      'automatic',
    ],
    ['the firewall goes off', planOf({ firewall: { before: true, after: false } }), 'access', 'confirm'],
    ['the firewall goes on', planOf({ firewall: { before: false, after: true } }), 'package', 'automatic'],
    ['a port is opened', planOf({ udpPorts: changes('added', '53') }), 'network', 'confirm'],
    ['a port is closed', planOf({ tcpPorts: changes('removed', '80') }), 'package', 'automatic'],
    ['sshd goes', planOf({ units: changes('removed', 'sshd.service') }), 'access', 'confirm'],
    ['another unit goes', planOf({ units: changes('removed', 'a.service') }), 'package', 'automatic'],
    ['a user goes', planOf({ users: changes('removed', 'eve') }), 'access', 'confirm'],
    ['groups of a user change', planOf({ users: changes('changed', 'eve') }), 'access', 'confirm'],
    ['sudoers change', planOf({ etc: changes('changed', 'sudoers') }), 'boot', 'confirm'],
    ['pam changes', planOf({ etc: changes('added', 'pam.d/login') }), 'boot', 'confirm'],
    ['another file changes', planOf({ etc: changes('changed', 'motd') }), 'package', 'automatic'],
    ['the kernel changes', planOf({ kernel: { before: 'a', after: 'b' } }), 'boot', 'confirm'],
    ['drift', planOf({}, { drift: { known: true, semantic: NO_DIFF } }), 'package', 'confirm'],
    ['drift that is not known', planOf({}, { drift: { known: false } }), 'boot', 'confirm'],
  ])('where %s', (_, plan, riskClass, wanted) => {
    expect(decidePolicy(careless, factsOf(plan))).toMatchObject({ class: riskClass, need: wanted });
  });
});

const autonomy = constantFrom(...AUTONOMY_ORDER);
const options = [
  'fonts.fonts',
  'services.a.enable',
  'users.users.eve.uid',
  'boot.x',
  'security.pam.a',
  'what',
];
const edits = array(
  constantFrom(...options).map((option) => setEdit(option, 0)),
  { maxLength: 4 },
);
const table = record({
  package: autonomy,
  service: autonomy,
  network: autonomy,
  access: autonomy,
  boot: autonomy,
});
const expressions = constantFrom(
  'true',
  'false',
  '1 / 0 == 1',
  'plan.build > 0',
  "request.origin == 'generated'",
);
const condition = record({ when: expressions, need: autonomy, class: constantFrom(...RISK_ORDER) });
const at = { file: 'p', line: 1, column: 1 };
const conditions = uniqueArray(condition, { maxLength: 4 }).map((list) =>
  list.map((one, index) => ({ ...one, id: `c${index}`, because: 'b', at, whenAt: at })),
);
const atLeast = <T>(order: readonly T[], more: T, less: T): boolean =>
  order.indexOf(more) >= order.indexOf(less);

test('no condition lowers what a change needs, nor its class', () => {
  assert(
    property(table, edits, conditions, constantFrom(...ORIGINS), (needs, changed, more, origin) => {
      const written = RISK_ORDER.map((name) => `${name}: ${needs[name]}`).join(', ');
      const policy = alone(`autonomy: { ${written} }\npaths: [{ allow: ['**'], because: a }]`);
      const facts = factsOf(planOf(), { edits: changed, request: asks(origin) });
      const before = decidePolicy(policy, facts);
      const after = decidePolicy({ ...policy, conditions: more }, facts);
      expect(atLeast(AUTONOMY_ORDER, after.need, before.need)).toBe(true);
      expect(atLeast(RISK_ORDER, after.class, before.class)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('no further edit lowers what a change needs, nor its class', () => {
  assert(
    property(table, edits, edits, constantFrom(...ORIGINS), (needs, first, second, origin) => {
      const written = RISK_ORDER.map((name) => `${name}: ${needs[name]}`).join(', ');
      const policy = extended(`autonomy: { ${written} }`);
      // A change of nothing at all is no change that an edit could be added to.
      const start = [setEdit('fonts.enableDefaultFonts'), ...first];
      const before = decidePolicy(policy, factsOf(planOf(), { edits: start, request: asks(origin) }));
      const both = factsOf(planOf(), { edits: [...start, ...second], request: asks(origin) });
      const after = decidePolicy(policy, both);
      expect(atLeast(AUTONOMY_ORDER, after.need, before.need)).toBe(true);
      expect(atLeast(RISK_ORDER, after.class, before.class)).toBe(true);
    }),
    { numRuns: 60 },
  );
});
