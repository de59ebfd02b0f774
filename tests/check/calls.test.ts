import { expect, test } from 'vitest';
import { inlineCalls } from '../../engine/check/calls.ts';
import { bindParameters } from '../../engine/check/parameters.ts';
import { checkReferences } from '../../engine/check/references.ts';
import { resolveEdits } from '../../engine/check/resolve.ts';
import { failed } from '../../engine/model/finding.ts';
import type { Result } from '../../engine/model/finding.ts';
import type { Runbook } from '../../engine/model/runbook.ts';
import { parseRunbook } from '../../engine/runbook/parse.ts';
import { expectFinding, places, runbookOf, valueOf, withSteps } from '../runbook/runbooks.ts';

type Library = Readonly<Record<string, string>>;

/** Inlines the calls of `main`, whose callees come from the library. */
function inline(main: string, library: Library, parameters = '{}'): Result<Runbook> {
  const load = (name: string): Result<Runbook> => {
    const text = library[name];
    if (text !== undefined) return parseRunbook(text, `${name}.yaml`, 'library');
    return failed({ code: 'LIB001', severity: 'error', message: `no runbook '${name}'` });
  };
  return inlineCalls(runbookOf(withSteps(main, parameters, 'main')), load);
}

const GREET = withSteps(
  `  - { id: make, run: { argv: [make, { param: who }], effect: read }, on-failure: say }
  - { id: say, when: { cel: "params.loud && outputs.make.exit == 0" }, notify: { output: make.stdout } }`,
  '{ who: { type: string, pattern: "^[a-z]+$" }, loud: { type: boolean, default: true } }',
  'greet',
);

test('a runbook without calls stays as it is', () => {
  const runbook = runbookOf(withSteps('  - { id: a, wait: 1s }'));
  expect(valueOf(inlineCalls(runbook, () => failed()))).toEqual(runbook);
});

test('ids, references, expressions, failures and arguments are renamed; places stay in the called file', () => {
  const { steps } = valueOf(
    inline('  - { id: hi, call: { runbook: greet, with: { who: alice } } }', { greet: GREET }),
  );
  expect(steps).toMatchObject([
    {
      id: 'hi--make',
      argv: ['make', 'alice'],
      onFailure: { to: 'step', step: 'hi--say' },
      position: { file: 'greet.yaml', line: 6 },
    },
    {
      id: 'hi--say',
      message: { kind: 'output', step: 'hi--make', field: 'stdout' },
      when: { source: '(true && outputs.hi__make.exit == 0)' },
    },
  ]);
});

test('a parameter is handed on, and must then fulfil both schemas', () => {
  const flat = valueOf(
    inline(
      '  - { id: hi, call: { runbook: greet, with: { who: { param: user } } } }',
      { greet: GREET },
      '{ user: { type: string, maxLength: 5 } }',
    ),
  );
  expect(flat.steps[0]).toMatchObject({ argv: ['make', { kind: 'param', name: 'user' }] });
  expect(checkReferences(flat)).toEqual([]);
  expect(bindParameters(flat, { user: 'alice' }).ok).toBe(true);
  expectFinding(bindParameters(flat, { user: 'Alice' }).findings, 'PAR004 4:21', 'must match pattern');
  expectFinding(bindParameters(flat, { user: 'alicia' }).findings, 'PAR004 4:21', '5 characters');
});

test("a call's condition and failure hold for each of its steps", () => {
  const { steps } = valueOf(
    inline(
      `  - { id: hi, when: { cel: "params.on" }, on-failure: needs-human, call: { runbook: greet, with: { who: a } } }`,
      { greet: GREET },
      '{ on: { type: boolean } }',
    ),
  );
  expect(steps).toMatchObject([
    { when: { source: '(params.on)' }, onFailure: { to: 'step' } },
    {
      when: { source: '(params.on) && (true && outputs.hi__make.exit == 0)' },
      onFailure: { to: 'needs-human' },
    },
  ]);
});

test('a failure that leads to a call leads to its first step', () => {
  const { steps } = valueOf(
    inline(
      '  - { id: a, wait: 1s, on-failure: hi }\n  - { id: hi, call: { runbook: greet, with: { who: a } } }',
      { greet: GREET },
    ),
  );
  expect(steps[0]?.onFailure).toEqual({ to: 'step', step: 'hi--make' });
});

test('calls nest, and one runbook may be called twice', () => {
  const twice = withSteps(
    `  - { id: one, call: { runbook: greet, with: { who: { param: x }, loud: false } } }
  - { id: two, call: { runbook: greet, with: { who: b } } }`,
    '{ x: { type: string } }',
    'twice',
  );
  const flat = valueOf(
    inline('  - { id: top, call: { runbook: twice, with: { x: a } } }', { greet: GREET, twice }),
  );
  expect(flat.steps.map((step) => step.id)).toEqual([
    'top--one--make',
    'top--one--say',
    'top--two--make',
    'top--two--say',
  ]);
  expect(flat.steps[1]?.when?.source).toBe('((false && outputs.top__one__make.exit == 0))');
  expect(places(checkReferences(flat))).toEqual([]);
});

test('an edit moves before the checks of a called runbook, as a run makes one switch', () => {
  const body = '  - { id: change, edit: [{ set: a, to: 1 }] }\n  - { id: look, verify: [{ file: /a }] }';
  const library = { one: withSteps(body, '{}', 'one'), two: withSteps(body, '{}', 'two') };
  const main =
    '  - { id: a, call: { runbook: one } }\n  - { id: b, call: { runbook: two } }\n  - { id: c, verify: [{ file: /c }] }';
  const flat = valueOf(inline(main, library));
  expect(flat.steps.map((step) => step.id)).toEqual(['a--change', 'b--change', 'a--look', 'b--look', 'c']);
});

test('arguments reach paths, packages, checks and expressions of every type', () => {
  const full = withSteps(
    `  - id: change
    edit:
      - { set: [users, { param: s }], to: { cel: "params.n + int(params.d) + size(params.l)" } }
      - { add: p, items: [{ pkgs: { param: s } }, { x: { literal: { param: { param: n } } } }] }
  - id: look
    verify:
      - { tcp: { port: { param: n } } }
      - { http: { url: { param: s }, socket: { param: s } }, contains: { param: s } }
      - { option: [a, { param: s }], equals: { param: l } }
  - { id: undo, run: { argv: [a], effect: change, undo: [b, { param: s }] } }
  - { id: ask, approve: { cel: "params.s" } }`,
    '{ s: { type: string }, n: { type: integer }, d: { type: number }, l: { type: array, items: { type: string } } }',
    'full',
  );
  const flat = valueOf(
    inline(`  - { id: x, call: { runbook: full, with: { s: 'a"b', n: -5, d: 2, l: [y] } } }`, { full }),
  );
  // A package is no text with a quote: the runbook is whole, and the value is refused where it is used.
  expect(places(checkReferences(flat))).toEqual([]);
  expectFinding(resolveEdits(flat.steps, { values: {}, types: {} }).findings, 'RES004 9:16');
  expect(flat.steps).toMatchObject([
    {
      edits: [
        { path: ['users', 'a"b'], to: { source: '(-5) + int(2.0) + size(["y"])' } },
        { items: [{ attr: 'a"b' }, {}] },
      ],
    },
    {
      checks: [
        { port: -5 },
        { url: 'a"b', socket: 'a"b', contains: 'a"b' },
        { path: ['a', 'a"b'], equals: ['y'] },
      ],
    },
    { undo: ['b', 'a"b'] },
    { message: { source: '"a\\"b"' } },
  ]);
});

const call = (runbook: string, rest = ''): string => `  - { id: c, call: { runbook: ${runbook}${rest} } }`;
const chain = (length: number): Library =>
  Object.fromEntries(
    Array.from({ length }, (_, at) => [
      `r${at}`,
      withSteps(at === length - 1 ? '  - { id: a, wait: 1s }' : call(`r${at + 1}`), '{}', `r${at}`),
    ]),
  );
const wide = (steps: number): string =>
  withSteps(
    Array.from({ length: steps }, (_, at) => `  - { id: s${at}, wait: 1s }`).join('\n'),
    '{}',
    'wide',
  );

test.each<[string, string, Library, string, ...string[]]>([
  ['itself', call('main'), {}, 'RB041 6:5', 'main → main'],
  [
    'each other in a circle',
    call('a'),
    { a: withSteps(call('b'), '{}', 'a'), b: withSteps(call('a'), '{}', 'b') },
    'RB041 6:5',
    'a → b → a',
  ],
  ['nine levels deep', call('r0'), chain(9), 'RB042 1:1', '9 levels', 'at most 8'],
  [
    'too many steps',
    `${call('wide')}\n${call('wide').replace('id: c', 'id: d')}`,
    { wide: wide(150) },
    'RB042 1:1',
    '300 steps',
  ],
  ['what is not there', call('nope'), {}, 'RB043 6:5', "no runbook 'nope'"],
  ['what does not parse', call('bad'), { bad: 'runbook: x' }, 'RB022 1:1', "no 'version'"],
  [
    'with a retry',
    '  - { id: c, retry: { attempts: 1 }, call: { runbook: greet, with: { who: a } } }',
    { greet: GREET },
    'RB044 6:5',
  ],
  [
    'with a parameter too many',
    call('greet', ', with: { who: a, lout: true }'),
    { greet: GREET },
    'RB045 6:5',
    "did you mean 'loud'?",
  ],
  ['with a parameter too few', call('greet'), { greet: GREET }, 'RB046 6:5', "'who'"],
  ['with an expression', call('greet', ', with: { who: { cel: "1" } }'), { greet: GREET }, 'RB047 6:5'],
  [
    'with a parameter inside a list',
    call('greet', ', with: { who: [{ param: x }] }'),
    { greet: GREET },
    'RB047 6:5',
  ],
  [
    'with a value that does not fit',
    call('greet', ', with: { who: A }'),
    { greet: GREET },
    'PAR004 6:5',
    'must match pattern',
  ],
  [
    'with a parameter of another type',
    call('greet', ', with: { who: { param: n } }'),
    { greet: GREET },
    'RB048 6:5',
    'int',
  ],
  [
    'with a parameter not declared',
    call('greet', ', with: { who: { param: m } }'),
    { greet: GREET },
    'REF001 6:5',
    "no parameter 'm'",
  ],
])('refuses a runbook that calls %s', (_title, main, library, place, ...words) => {
  const flat = inline(main, library, '{ n: { type: integer } }');
  expect(flat.ok).toBe(false);
  expectFinding(flat.findings, place, ...words);
});

test('eight levels are allowed', () => {
  expect(valueOf(inline(call('r0'), chain(8))).steps.map((step) => step.id)).toEqual([`${'c--'.repeat(8)}a`]);
});

test('a runbook that is called from many places is read once', () => {
  let reads = 0;
  const library = chain(7);
  const doubled = Object.fromEntries(
    Object.entries(library).map(([name, text]) => [
      name,
      text.includes('call')
        ? `${text}${call(`r${Number(name.slice(1)) + 1}`).replace('id: c', 'id: d')}\n`
        : text,
    ]),
  );
  const flat = inlineCalls(runbookOf(withSteps(call('r0'), '{}', 'main')), (name) => {
    reads += 1;
    return parseRunbook(doubled[name] ?? '', name, 'library');
  });
  expect(reads).toBe(7);
  expect(valueOf(flat).steps).toHaveLength(64);
});
