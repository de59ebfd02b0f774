import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import schema from '../../schemas/runbook.schema.json' with { type: 'json' };
import { bindParameters, checkDefaults } from '../../engine/check/parameters.ts';
import { checkAgainstSchema } from '../../engine/check/schema.ts';
import { DEFAULTS } from '../../engine/config/defaults.ts';
import { readDocument } from '../../engine/document/document.ts';
import { NAME_FORMS, RESERVED_IDS } from '../../engine/document/names.ts';
import { parseRunbook } from '../../engine/runbook/parse.ts';
import { places, valueOf, withSteps } from '../runbook/runbooks.ts';
import { changed, junk, mutation, pathsOf } from './mutations.ts';

/** What a schema cannot say: sums, references between places, and whether text is a regular expression. */
const BEYOND = new Set(['RB025', 'RB030', 'RB031', 'RB032', 'RB033']);

interface Verdict {
  readonly parser: boolean;
  readonly schema: boolean;
  readonly why: string;
}

/** JSON is YAML: the very same document goes through both. */
function judge(document: unknown): Verdict {
  const text = JSON.stringify(document);
  const { data, locate } = valueOf(readDocument(text, 'test.yaml'));
  const parsed = parseRunbook(text, 'test.yaml', 'user').findings.filter(({ code }) => !BEYOND.has(code));
  const found = checkAgainstSchema(data, locate);
  const why = [...parsed, ...found].map(({ code, message }) => `${code} ${message}`).join('\n');
  return { parser: parsed.length === 0, schema: found.length === 0, why: `${why}\n${text}` };
}

const base = {
  runbook: 'full',
  version: 1,
  description: 'Every form.',
  parameters: {
    user: { type: 'string', pattern: '^[a-z]+$', minLength: 1, maxLength: 9, description: 'Login name.' },
    port: { type: 'integer', minimum: 1, maximum: 9, enum: [1, 2], default: 1 },
    list: {
      type: 'array',
      items: { type: 'string', enum: ['a'] },
      minItems: 0,
      maxItems: 2,
      uniqueItems: true,
    },
    on: { type: 'boolean' },
    ratio: { type: 'number', minimum: 0.5 },
  },
  steps: [
    {
      id: 'change',
      when: { cel: 'params.on' },
      edit: [
        { set: 'a.b."c.d"', to: { x: [1, null, { param: 'user' }], y: { literal: { param: 1 } } } },
        { add: ['a', { param: 'user' }], items: [{ pkgs: 'htop' }, { pkgs: { param: 'user' } }] },
        { remove: 'a', items: ['x'] },
        { unset: 'a' },
      ],
    },
    {
      id: 'look',
      verify: [
        { unit: 'a.service', is: 'failed', within: '5s' },
        { http: { url: { param: 'user' }, socket: '/s' }, status: 204, contains: 'x' },
        { tcp: { port: { param: 'port' }, address: '::1' }, is: 'closed', within: '0s' },
        { command: ['a', '', { output: 'back-up.stdout' }], exit: 1, contains: { cel: "'a'" } },
        { file: '/a', exists: true, contains: 'x' },
        { file: '/a', exists: false },
        { option: 'a.b', equals: { output: 'look.passed' } },
        { reach: { host: 'a.b', port: { param: 'port' } } },
        { dns: { name: 'a.b', server: '::1' }, addresses: ['::2', { param: 'user' }] },
      ],
    },
    { id: 'back-up', run: { argv: ['a'], effect: 'change', undo: ['b'], exit: [0, 1] }, timeout: '5m' },
    { id: 'one', run: { argv: ['a'], effect: 'read', exit: 3 }, retry: { attempts: 2, delay: '1s' } },
    { id: 'ask', approve: 'Go on?', 'on-failure': 'needs-human' },
    { id: 'latest', inputs: { update: 'all' }, when: { cel: 'params.on' } },
    { id: 'some', inputs: { update: ['nixpkgs', 'home-manager'] } },
    { id: 'given', inputs: { update: { param: 'list' } } },
    { id: 'collect', 'collect-garbage': { 'older-than': '30d' } },
    { id: 'collect-more', 'collect-garbage': { 'older-than': { param: 'user' } } },
    { id: 'again', reboot: { window: { param: 'user' }, within: '7d', 'if-needed': true } },
    { id: 'pause', wait: '5s', retry: { attempts: 1 }, 'on-failure': 'tell' },
    { id: 'tell', notify: { param: 'user' } },
    { id: 'other', call: { runbook: 'x', with: { user: 'alice', list: [{ param: 'user' }] } } },
  ],
};

test('the parser and the schema accept a runbook of every form', () => {
  expect(judge(base)).toMatchObject({ parser: true, schema: true });
});

test.each([
  [{ literal: { param: 1 } }, true],
  [{ literal: { literal: { param: 'user' } } }, true],
  [{ literal: { literal: { param: 1 } } }, false],
  [{ literal: [{ literal: { param: 1 } }] }, true],
  [{ literal: [{ param: 1 }] }, false],
])('the parser and the schema say the same of %j as a value', (to, accepted) => {
  const document = { ...base, steps: [{ id: 'change', edit: [{ set: 'a', to }] }] };
  expect(judge(document)).toMatchObject({ parser: accepted, schema: accepted });
});

/** Names that one of their forms takes and another does not. */
const ODD_NAMES =
  ', a, A, 1, _, -, a1, 1a, aB, a_b, _a, a-b, a--b, a-, -a, a.b, a., .a, "a b", a/b, a\'b, ä, a\u0000, a\n, rollback'.split(
    ', ',
  );

const NAMED: readonly (readonly [string, (name: string) => unknown])[] = [
  ['a runbook', (runbook) => ({ ...base, runbook, steps: [{ id: 'a', wait: '1s' }] })],
  ['a step', (id) => ({ ...base, steps: [{ id, wait: '1s' }] })],
  ['a parameter', (name) => named({ parameters: { [name]: { type: 'string' } } })],
  ['a parameter that a value refers to', (param) => named({ steps: [edit({ set: 'a', to: { param } })] })],
  [
    'a parameter of a call',
    (name) => named({ steps: [{ id: 'a', call: { runbook: 'x', with: { [name]: 1 } } }] }),
  ],
  ['an output', (name) => named({ steps: [{ id: 'a', notify: { output: `b.${name}` } }] })],
  ['a package', (pkgs) => named({ steps: [edit({ add: 'a', items: [{ pkgs }] })] })],
  ['an input', (name) => named({ steps: [{ id: 'a', inputs: { update: [name] } }] })],
  ['an option', (set) => named({ steps: [edit({ set, to: 1 })] })],
  ['a part of an option', (name) => named({ steps: [edit({ set: ['a', name], to: 1 })] })],
];

function named(parts: object): unknown {
  return { ...base, parameters: {}, steps: [{ id: 'a', wait: '1s' }], ...parts };
}

function edit(one: unknown): unknown {
  return { id: 'a', edit: [one] };
}

test.each(NAMED)('the parser and the schema take the same names of %s', (_, documentOf) => {
  for (const name of ODD_NAMES) {
    const verdict = judge(documentOf(name));
    expect({ ...verdict, name }).toMatchObject({ parser: verdict.schema });
  }
});

test('the parser and the schema agree on a runbook with something changed', () => {
  let refused = 0;
  let accepted = 0;
  fc.assert(
    fc.property(
      fc.nat(base.steps.length - 1),
      fc.array(fc.tuple(fc.nat(), mutation), { minLength: 1, maxLength: 2 }),
      (at, mutations) => {
        // One step at a time: what is not changed costs only time.
        let document: unknown = { ...base, steps: base.steps.slice(at, at + 1) };
        for (const [pick, change] of mutations) {
          const paths = pathsOf(document);
          document = changed(document, paths[pick % paths.length] ?? [], change);
        }
        if (document === null) return;
        const verdict = judge(document);
        if (verdict.parser !== verdict.schema) throw new Error(verdict.why);
        if (verdict.schema) accepted += 1;
        else refused += 1;
      },
    ),
    { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 1000) },
  );
  // Both sides of the comparison were seen.
  expect(refused).toBeGreaterThan(300);
  expect(accepted).toBeGreaterThan(100);
});

test('a parameter that the parser takes can be bound', () => {
  let taken = 0;
  fc.assert(
    fc.property(fc.nat(), mutation, (pick, change) => {
      const places = pathsOf(base.parameters);
      const parameters = changed(base.parameters, places[pick % places.length] ?? [], change);
      const text = JSON.stringify({ ...base, parameters, steps: [{ id: 'a', wait: '1s' }] });
      const runbook = parseRunbook(text, 'test.yaml', 'user');
      if (!runbook.ok) return;
      taken += 1;
      const bound = bindParameters(runbook.value, { user: 'alice', list: 'a', on: 'true', ratio: '1' });
      expect(
        [...bound.findings, ...checkDefaults(runbook.value)].every(({ code }) => code.startsWith('PAR')),
      ).toBe(true);
    }),
    { numRuns: 500 },
  );
  expect(taken).toBeGreaterThan(30);
});

test('each place of the document refuses something', () => {
  const position = { file: 'test.yaml', line: 1, column: 1 };
  const everything = pathsOf(base)
    .slice(1)
    .filter((path) =>
      junk.every(
        (value) =>
          checkAgainstSchema(
            changed(base, path, () => value),
            () => position,
          ).length === 0,
      ),
    );
  const free = everything.filter(
    (path) => !path.includes('to') && !path.includes('with') && path.at(-1) !== 'equals',
  );
  expect(free.map((path) => path.join('/'))).toEqual(['parameters/port/default']);
});

test.each([
  ['steps: 5', '/steps: must be array'],
  ['runbook: A B', '/runbook: must match pattern'],
  ['stpes: []', "unknown key 'stpes'"],
  ['version: 1', "key 'runbook' is missing"],
])('says of %j: %s', (text, message) => {
  const { data, locate } = valueOf(readDocument(text, 'test.yaml'));
  expect(
    checkAgainstSchema(data, locate)
      .map((finding) => finding.message)
      .join('\n'),
  ).toContain(message);
});

test('a finding stands where the mistake is, once', () => {
  const { data, locate } = valueOf(
    readDocument(withSteps('  - { id: a, verify: [{ tcp: { port: 0 } }] }'), 'test.yaml'),
  );
  expect(places(checkAgainstSchema(data, locate))).toEqual(['RB040 6:38']);
});

/** Every schema inside the schema that describes a property. */
function properties(
  node: unknown,
  path = '',
): readonly (readonly [string, Readonly<Record<string, unknown>>])[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, child]: [string, unknown]) => {
    const inside = properties(child, `${path}/${key}`);
    // Of an alternative only what differs is said; the property itself is described elsewhere.
    if (key !== 'properties' || /\/(oneOf|if|then)\b/u.test(path)) return inside;
    const own = Object.entries(Object(child)).map(
      ([name, schema]) => [`${path}/${name}`, Object(schema)] as const,
    );
    return [...own, ...inside];
  });
}

test('every property of the schema has a title or is a reference to what has one', () => {
  const bare = properties(schema).filter(
    ([, node]) => node['$ref'] === undefined && !(node['title'] && node['description']),
  );
  expect(properties(schema).length).toBeGreaterThan(60);
  expect(bare.map(([name]) => name)).toEqual([]);
});

test('the schema says the same names and limits as the engine', () => {
  const { $defs, properties: top } = schema;
  expect(top.runbook.pattern).toBe(NAME_FORMS.id);
  expect(top.parameters.propertyNames.pattern).toBe(NAME_FORMS.parameter);
  expect(top.steps.maxItems).toBe(DEFAULTS.steps.value);
  expect($defs.step.properties.id.not.enum).toEqual(RESERVED_IDS);
  expect($defs.step.properties.retry.properties.attempts.maximum).toBe(DEFAULTS.retryAttempts.value);
  expect($defs.step.properties.retry.properties.delay.default).toBe(`${DEFAULTS.retryDelay.value / 1000}s`);
  expect($defs.check.properties.status.default).toBe(DEFAULTS.httpStatus.value);
  expect($defs.check.properties.exit.default).toBe(DEFAULTS.commandExit.value);
  expect($defs.check.properties.tcp.properties.address.default).toBe(DEFAULTS.tcpAddress.value);
  expect($defs.option.anyOf[0]?.pattern).toBe(NAME_FORMS.option);
  expect($defs.pkgs.properties.pkgs.anyOf[0]?.pattern).toBe(NAME_FORMS.package);
  expect($defs.output.properties.output.pattern).toBe(NAME_FORMS.output);
});
