import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRunbook } from '../../engine/runbook/parse.ts';
import { expectFinding, places, runbookOf, withSteps } from './runbooks.ts';

const step = (line: string): string => withSteps(`  - { id: a, ${line} }`);

test('reads every form of edit', () => {
  const { steps } = runbookOf(
    withSteps(`  - id: a
    edit:
      - { set: services.nginx.enable, to: true }
      - { add: [users, users, { param: user }, extraGroups], items: [docker] }
      - { remove: environment.systemPackages, items: [{ pkgs: htop }, { pkgs: { param: p } }] }
      - { unset: 'boot.kernel.sysctl."net.ipv4.ip_forward"' }
      - { set: a, to: { x: [1, null], y: { literal: { param: z } } } }`),
  );
  expect(steps[0]).toMatchObject({
    edits: [
      { op: 'set', path: ['services', 'nginx', 'enable'], to: true, position: { line: 8, column: 16 } },
      {
        op: 'add',
        path: ['users', 'users', { kind: 'param', name: 'user' }, 'extraGroups'],
        items: ['docker'],
      },
      {
        op: 'remove',
        items: [
          { kind: 'pkgs', attr: 'htop' },
          { kind: 'pkgs', attr: { kind: 'param', name: 'p' } },
        ],
      },
      { op: 'unset', path: ['boot', 'kernel', 'sysctl', 'net.ipv4.ip_forward'] },
      {
        to: {
          kind: 'map',
          entries: { x: [1, null], y: { kind: 'literal', value: { kind: 'map', entries: { param: 'z' } } } },
        },
      },
    ],
  });
});

test('reads every form of check, with its defaults', () => {
  const { steps } = runbookOf(
    withSteps(`  - id: a
    verify:
      - unit: docker.service
      - http: { url: "http://localhost/", socket: /run/docker.sock }
        contains: OK
      - tcp: { port: { param: port } }
        within: 500ms
      - command: [docker, version, ""]
      - file: /etc/hostname
      - option: networking.hostName
        equals: null`),
  );
  expect(steps[0]).toMatchObject({
    checks: [
      { kind: 'unit', unit: 'docker.service', is: 'active', within: 30_000 },
      {
        kind: 'http',
        url: 'http://localhost/',
        socket: '/run/docker.sock',
        status: 200,
        contains: 'OK',
        within: 30_000,
      },
      { kind: 'tcp', port: { kind: 'param', name: 'port' }, address: '127.0.0.1', is: 'open', within: 500 },
      { kind: 'command', argv: ['docker', 'version', ''], exit: 0, within: 0 },
      { kind: 'file', path: '/etc/hostname', exists: true, within: 0 },
      { kind: 'option', path: ['networking', 'hostName'], equals: null, within: 0 },
    ],
  });
});

test('reads the other kinds of step and what every step may say', () => {
  const { steps } = runbookOf(
    withSteps(`  - id: back-up
    run: { argv: [pg_dumpall, { output: a.stdout }], effect: change, undo: [rm, x], exit: [0, 2] }
    timeout: 5m
    retry: { attempts: 2, delay: 10s }
    on-failure: later
    when: { cel: "params.port > 1024" }
  - { id: ok, approve: Go on?, on-failure: needs-human }
  - { id: pause, wait: 1h, retry: { attempts: 1 } }
  - { id: later, notify: { cel: "'a'" } }
  - { id: other, call: { runbook: x, with: { user: alice } } }`),
  );
  expect(steps).toMatchObject([
    {
      kind: 'run',
      argv: ['pg_dumpall', { kind: 'output', step: 'a', field: 'stdout' }],
      effect: 'change',
      undo: ['rm', 'x'],
      exit: [0, 2],
      timeout: 300_000,
      retry: { attempts: 2, delay: 10_000 },
      onFailure: { to: 'step', step: 'later' },
      when: { kind: 'cel', source: 'params.port > 1024' },
    },
    { kind: 'approve', message: 'Go on?', onFailure: { to: 'needs-human' } },
    { kind: 'wait', duration: 3_600_000, retry: { attempts: 1, delay: 5_000 } },
    { kind: 'notify', message: { kind: 'cel', source: "'a'" } },
    { kind: 'call', runbook: 'x', with: { user: 'alice' } },
  ]);
});

test('keeps the schema of a parameter as data, apart from its default and description', () => {
  const text = withSteps(
    '  - { id: a, wait: 1s }',
    '{ p: { type: integer, minimum: 1, default: 5, description: D. } }',
  );
  expect(runbookOf(text).parameters).toEqual([
    {
      name: 'p',
      schema: { type: 'integer', minimum: 1 },
      default: 5,
      description: 'D.',
      position: { file: 'test.yaml', line: 4, column: 18 },
    },
  ]);
});

const refused: readonly (readonly [title: string, text: string, place: string, ...words: string[]])[] = [
  ['a list as the document', '[]', 'RB020 1:1', 'a map with runbook, version'],
  ['missing keys', 'runbook: a\n', 'RB022 1:1', "no 'version'"],
  ['an unknown key, with the nearest', 'stpes: []\n', 'RB021 1:1', "'stpes'", "did you mean 'steps'?"],
  ['a version that is text', 'version: "1"\n', 'RB020 1:10', 'an integer', 'text "1"'],
  ['a name with capitals', 'runbook: Foo\n', 'RB023 1:10', "'Foo'"],
  ['a name with a double dash', 'runbook: a--b\n', 'RB023 1:10'],
  ['a description that is a number', 'description: 5\n', 'RB020 1:14', '"5"'],
  ['no steps', 'steps: []\n', 'RB024 1:8', '1 to 200'],
  ['a step without an id', withSteps('  - { wait: 1s }'), 'RB022 6:5', "no 'id'"],
  ['an unknown step kind', step('notfiy: x'), 'RB021 6:14', "did you mean 'notify'?"],
  ['two kinds in one step', step('wait: 1s, notify: x'), 'RB027 6:5', 'wait and notify'],
  ['no kind', withSteps('  - { id: a }'), 'RB027 6:5', 'none of them'],
  ['a reserved id', withSteps('  - { id: rollback, wait: 1s }'), 'RB029 6:11'],
  ['an id used twice', withSteps('  - { id: a, wait: 1s }\n  - { id: a, wait: 1s }'), 'RB032 7:5', 'line 6'],
  ['on-failure to no step', step('wait: 1s, on-failure: rolback'), 'RB033 6:5', "did you mean 'rollback'?"],
  ['on-failure to itself', step('wait: 1s, on-failure: a'), 'RB033 6:5', 'names itself'],
  ['a duration without a unit', step('wait: 5'), 'RB020 6:20', 'write 5s'],
  ['a duration of another form', step('wait: 5 minutes'), 'RB023 6:20', '5m'],
  ['a duration above a day', step('wait: 25h'), 'RB025 6:20', '24h'],
  ['a wait of nothing', step('wait: 0s'), 'RB024 6:20'],
  ['too many attempts', step('wait: 1s, retry: { attempts: 11 }'), 'RB024 6:43', '1 to 10'],
  ['when as text', step('wait: 1s, when: "true"'), 'RB020 6:30', 'a map with cel'],
  ['an edit without an operation', step('edit: [{ to: 1 }]'), 'RB027 6:21'],
  ['an edit with two', step('edit: [{ set: a, unset: b, to: 1 }]'), 'RB027 6:21', 'set and unset'],
  ['set without to', step('edit: [{ set: a }]'), 'RB022 6:21', "'to'"],
  ['add with to', step('edit: [{ add: a, items: [1], to: 1 }]'), 'RB021 6:47', "takes no 'to'"],
  ['add without items', step('edit: [{ add: a, items: [] }]'), 'RB024 6:38'],
  ['an empty path component', step('edit: [{ unset: a..b }]'), 'RB023 6:30'],
  ['a path with an expression', step("edit: [{ unset: 'a.${b}' }]"), 'RB023 6:30'],
  ['a template in a path list', step('edit: [{ unset: [a, { cel: x }] }]'), 'RB021 6:36'],
  [
    'a tagged form with another key',
    step('edit: [{ set: a, to: { param: x, y: 1 } }]'),
    'RB026 6:35',
    'literal',
  ],
  ['a package that is an expression', step('edit: [{ set: a, to: { pkgs: "a; b" } }]'), 'RB023 6:43'],
  ['a parameter name with a dash', step('edit: [{ set: a, to: { param: x-y } }]'), 'RB023 6:44'],
  [
    'a command as a line of text',
    step('verify: [{ command: docker version }]'),
    'RB020 6:34',
    '[docker, version]',
  ],
  ['a number as an argument', step('run: { argv: [sleep, 5], effect: read }'), 'RB020 6:35', '"5"'],
  ['a run without effect', step('run: { argv: [a] }'), 'RB022 6:19', "'effect'"],
  [
    'an unknown effect',
    step('run: { argv: [a], effect: write }'),
    'RB023 6:40',
    'read, change, irreversible',
  ],
  ['an exit code out of range', step('run: { argv: [a], effect: read, exit: [256] }'), 'RB024 6:53'],
  ['a check of two kinds', step('verify: [{ unit: a, file: /b }]'), 'RB027 6:23'],
  ['a key of another check', step('verify: [{ unit: a, status: 200 }]'), 'RB021 6:42', 'is, within'],
  [
    'a state of another check',
    step('verify: [{ tcp: { port: 1 }, is: active }]'),
    'RB023 6:47',
    'open, closed',
  ],
  ['a port out of range', step('verify: [{ tcp: { port: 0 } }]'), 'RB024 6:38'],
  ['an option check without equals', step('verify: [{ option: a }]'), 'RB022 6:33'],
  ['the content of no file', step('verify: [{ file: /a, exists: false, contains: x }]'), 'RB028 6:60'],
  ['a message that is a map', step('notify: { text: x }'), 'RB020 6:22'],
  ['a package as a message', step('notify: { pkgs: htop }'), 'RB020 6:22'],
  ['a bad parameter name', withSteps('  - { id: a, wait: 1s }', '{ Foo: { type: string } }'), 'RB023 4:20'],
  [
    'a word of another type',
    withSteps('  - { id: a, wait: 1s }', '{ f: { type: string, minimum: 1 } }'),
    'RB021 4:43',
  ],
  [
    'a bad pattern',
    withSteps('  - { id: a, wait: 1s }', '{ f: { type: string, pattern: "[" } }'),
    'RB030 4:43',
  ],
  ...['(a)\\1', '(?=a)', '(?<!a)', 'a{0,1000}a{0,1000}b'].map((pattern): [string, string, string] => [
    `the pattern ${pattern}`,
    withSteps('  - { id: a, wait: 1s }', `{ f: { type: string, pattern: '${pattern}' } }`),
    'RB034 4:43',
  ]),
  [
    'crossed bounds',
    withSteps('  - { id: a, wait: 1s }', '{ f: { type: integer, minimum: 2, maximum: 1 } }'),
    'RB031 4:18',
  ],
  [
    'lists of lists',
    withSteps('  - { id: a, wait: 1s }', '{ f: { type: array, items: { type: array } } }'),
    'RB020 4:40',
  ],
];

test.each(refused)('refuses %s', (_title, text, place, ...words) => {
  const parsed = parseRunbook(text, 'test.yaml', 'user');
  expect(parsed.ok).toBe(false);
  expectFinding(parsed.findings, place, ...words);
});

test('reports everything in one pass', () => {
  const parsed = parseRunbook(
    'runbook: A\nversion: x\ndescription: 1\nsteps: [{ id: B, wait: 1 }]\n',
    'test.yaml',
    'user',
  );
  expect(places(parsed.findings)).toEqual([
    'RB023 1:10',
    'RB020 2:10',
    'RB020 3:14',
    'RB023 4:15',
    'RB020 4:24',
  ]);
});

test('gives a result, never an error, for any text', () => {
  const word = fc.constantFrom(
    'runbook',
    'steps',
    ':',
    '- ',
    '\n',
    '  ',
    '{',
    '}',
    '[',
    ']',
    '"',
    '&a',
    '*a',
    '!t',
    '#',
    '|',
    '>',
    '\t',
  );
  const text = fc.array(fc.oneof(word, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 40 });
  fc.assert(
    fc.property(text, (parts) => {
      const parsed = parseRunbook(parts.join(''), 'test.yaml', 'generated');
      expect(parsed.findings.every((finding) => finding.position !== undefined)).toBe(true);
      expect(parsed.ok || parsed.findings.length > 0).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
