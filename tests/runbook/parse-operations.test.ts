import { expect, test } from 'vitest';
import { parseRunbook } from '../../engine/runbook/parse.ts';
import { expectFinding, runbookOf, withSteps } from './runbooks.ts';

const verify = (check: string): string => withSteps(`  - { id: a, verify: [${check}] }`);
const files = (step: string): string => withSteps(`  - { id: a, files: ${step} }`);
const parameter = (schema: string): string => withSteps('  - { id: a, wait: 1s }', `{ p: ${schema} }`);
const output = (step: string): unknown => ({ kind: 'output', step, field: 'found' });

test.each<[check: string, read: Readonly<Record<string, unknown>>]>([
  [
    '{ certificate: { port: 443, name: a.example } }',
    {
      kind: 'certificate',
      source: { kind: 'port', port: 443, address: '127.0.0.1' },
      name: 'a.example',
      days: 0,
      within: 30_000,
    },
  ],
  [
    '{ certificate: { port: { param: p }, address: 192.0.2.1, name: a }, days: { param: d }, newer-than: { output: b.found } }',
    {
      source: { kind: 'port', port: { kind: 'param', name: 'p' }, address: '192.0.2.1' },
      days: { kind: 'param', name: 'd' },
      newerThan: output('b'),
    },
  ],
  [
    '{ certificate: { file: /a.pem, name: a }, within: 0s }',
    { source: { kind: 'file', path: '/a.pem' }, within: 0 },
  ],
  [
    '{ newest: { directory: /var/backup } }',
    { kind: 'newest', directory: '/var/backup', match: '*', bytes: 1, within: 0 },
  ],
  [
    '{ newest: { directory: /d, match: "*.gz" }, bytes: 0, newer-than: { output: b.found } }',
    { match: '*.gz', bytes: 0, newerThan: output('b') },
  ],
  [
    '{ restore: { directory: /d, match: "*.tar" }, compare: /srv }',
    { kind: 'restore', directory: '/d', match: '*.tar', compare: '/srv', within: 0 },
  ],
  ['{ login: alice }', { kind: 'login', user: 'alice', is: 'possible', within: 0 }],
  ['{ login: { param: p }, is: gone }', { user: { kind: 'param', name: 'p' }, is: 'gone' }],
  ['{ ssh: { ports: [22, 443] } }', { kind: 'ssh', ports: [22, 443], within: 0 }],
  ['{ ssh: { ports: { param: p } } }', { ports: { kind: 'param', name: 'p' } }],
  ['{ drift: configuration }', { kind: 'drift', of: 'configuration', within: 0 }],
  ['{ drift: boot }', { of: 'boot' }],
  ['{ drift: units, within: 5s }', { of: 'units', within: 5000 }],
  ['{ tcp: { port: 22 }, contains: SSH-2.0 }', { kind: 'tcp', is: 'open', contains: 'SSH-2.0' }],
  ['{ file: /a, newer-than: { output: b.found } }', { kind: 'file', exists: true, newerThan: output('b') }],
  ['{ option: a.b, items: [2, 1] }', { kind: 'option', path: ['a', 'b'], equals: [2, 1], anyOrder: true }],
  ['{ option: a.b, equals: [2, 1] }', { equals: [2, 1], anyOrder: false }],
])('reads the check %s', (check, read) => {
  expect(runbookOf(verify(check)).steps).toMatchObject([{ kind: 'verify', checks: [read] }]);
});

test.each<[step: string, read: Readonly<Record<string, unknown>>]>([
  ['{ keep: [/a, { param: p }] }', { keep: ['/a', { kind: 'param', name: 'p' }], put: [], restart: [] }],
  [
    '{ put: [{ file: /a, from: { param: p } }], restart: [a.service] }',
    { keep: [], put: [{ file: '/a', from: { kind: 'param', name: 'p' } }], restart: ['a.service'] },
  ],
  [
    '{ keep: [{ cel: "params.d + \'/x\'" }], put: [{ file: /a, from: /b }], restart: [a.service] }',
    { keep: [{ kind: 'cel', source: "params.d + '/x'" }], put: [{ file: '/a', from: '/b' }] },
  ],
])('reads the files step %s', (step, read) => {
  expect(runbookOf(files(step)).steps).toMatchObject([{ kind: 'files', ...read }]);
});

test.each<[schema: string, examples: readonly unknown[]]>([
  ['{ type: string, examples: [a, b] }', ['a', 'b']],
  ['{ type: integer, examples: [1] }', [1]],
  ['{ type: array, items: { type: integer }, examples: [[22, 443], []] }', [[22, 443], []]],
])('keeps the examples of a parameter %s apart from its schema', (schema, examples) => {
  const [read] = runbookOf(parameter(schema)).parameters;
  expect(read?.examples).toEqual(examples);
  expect(read?.schema).not.toHaveProperty('examples');
});

test('a parameter without examples has none', () => {
  expect(runbookOf(parameter('{ type: string }')).parameters[0]).not.toHaveProperty('examples');
});

const refused: readonly (readonly [title: string, text: string, code: string, ...words: string[]])[] = [
  [
    'a certificate of a port and a file',
    verify('{ certificate: { port: 1, file: /a, name: a } }'),
    'RB027',
    'exactly one of port and file',
  ],
  ['a certificate of neither', verify('{ certificate: { name: a } }'), 'RB027', 'port:', 'file:'],
  ['a certificate without a name', verify('{ certificate: { port: 1 } }'), 'RB022', "'name'"],
  [
    'the address of a file',
    verify('{ certificate: { file: /a, address: 127.0.0.1, name: a } }'),
    'RB028',
    "remove 'address'",
  ],
  ['days below none', verify('{ certificate: { port: 1, name: a }, days: -1 }'), 'RB024', '0 to 36500'],
  ['a certificate of port 0', verify('{ certificate: { port: 0, name: a } }'), 'RB024', '1 to 65535'],
  ['the newest file of no directory', verify('{ newest: { match: "*" } }'), 'RB022', "'directory'"],
  [
    'days of a file',
    verify('{ newest: { directory: /d }, days: 1 }'),
    'RB021',
    "'days'",
    'bytes, newer-than',
  ],
  ['an archive that is compared with nothing', verify('{ restore: { directory: /d } }'), 'RB022', 'compare:'],
  ['a login that is neither', verify('{ login: a, is: active }'), 'RB023', 'possible, gone'],
  ['an SSH check of one port', verify('{ ssh: 22 }'), 'RB020', 'ports'],
  ['an SSH check without ports', verify('{ ssh: {} }'), 'RB022', "'ports'"],
  ['a drift of something else', verify('{ drift: files }'), 'RB023', 'configuration, boot, units'],
  [
    'what a closed port says',
    verify('{ tcp: { port: 1 }, is: closed, contains: x }'),
    'RB028',
    'a closed port says nothing',
  ],
  [
    'the age of a file that is not there',
    verify('{ file: /a, exists: false, newer-than: { output: b.found } }'),
    'RB028',
    'has no age',
  ],
  [
    'an option with both forms',
    verify('{ option: a, equals: [1], items: [1] }'),
    'RB022',
    "exactly one of 'equals' and 'items'",
  ],
  ['an option with neither', verify('{ option: a }'), 'RB022', 'items:'],
  ['files of nothing', files('{ restart: [a.service] }'), 'RB022', "neither 'keep' nor 'put'"],
  ['a file that comes from nowhere', files('{ put: [{ file: /a }] }'), 'RB022', "'from'"],
  ['files as text', files('/a'), 'RB020'],
  ['an empty list of files', files('{ keep: [] }'), 'RB024', '1 to 50'],
  ['an unknown key of files', files('{ keep: [/a], mode: 6 }'), 'RB021', "'mode'"],
  ['no examples', parameter('{ type: string, examples: [] }'), 'RB024', '1 to 10'],
  ['an example that is no list', parameter('{ type: string, examples: a }'), 'RB020'],
  [
    'examples of items',
    parameter('{ type: array, items: { type: string, examples: [a] } }'),
    'RB021',
    "'examples'",
  ],
];

test.each(refused)('refuses %s', (_title, text, code, ...words) => {
  const parsed = parseRunbook(text, 'test.yaml', 'user');
  const found = parsed.findings.find((finding) => finding.code === code);
  const { line = 0, column = 0 } = found?.position ?? {};
  expect(parsed.ok).toBe(false);
  expectFinding(parsed.findings, `${code} ${line}:${column}`, ...words);
});
