import { describe, expect, it } from 'vitest';
import { checkReferences } from '../../../engine/check/references.ts';
import { bindParameters } from '../../../engine/check/parameters.ts';
import { resolveEdits } from '../../../engine/check/resolve.ts';
import { checkTaint } from '../../../engine/check/paths/check-taint.ts';
import { SINKS, type WrittenForm, type Sink, type SinkName } from '../../../engine/kinds/sinks.ts';
import type { Origin, Runbook } from '../../../engine/model/runbook.ts';
import { runbookOf, withSteps } from '../../runbook/runbooks.ts';

const VALUES: Readonly<Record<WrittenForm | 'plain', string>> = {
  plain: '"x"',
  param: '{ param: p }',
  cel: '{ cel: "params.p" }',
  output: '{ output: before.stdout }',
};
const BEFORE = '  - id: before\n    run: { argv: [id], effect: read }\n';
const SURE = '  - id: sure\n    approve: Sure?\n';
const check = (text: string): string => `${BEFORE}  - id: look\n    verify: [${text}]`;
const edit = (text: string): string => `${BEFORE}  - id: change\n    edit: [${text}]`;
const run = (text: string): string => `${BEFORE}  - id: act\n    run: ${text}`;

/** A runbook whose text reaches one sink in a given form. */
const PLACES: Readonly<Record<SinkName, (value: string) => string>> = {
  program: (value) => run(`{ argv: [${value}], effect: read }`),
  'text that a program runs': (value) => run(`{ argv: [bash, -c, ${value}], effect: read }`),
  argument: (value) => run(`{ argv: [stat, ${value}], effect: read }`),
  'file path': (value) => check(`{ file: ${value} }`),
  socket: (value) => check(`{ http: { url: 'http://localhost/', socket: ${value} } }`),
  URL: (value) => check(`{ http: { url: ${value} } }`),
  address: (value) => check(`{ tcp: { port: 80, address: ${value} } }`),
  port: (value) => check(`{ tcp: { port: ${value} } }`).replace('stdout', 'exit').replaceAll('"x"', '80'),
  unit: (value) => check(`{ unit: ${value} }`),
  'option path': (value) => edit(`{ set: [users, ${value}], to: true }`),
  package: (value) => edit(`{ add: environment.systemPackages, items: [{ pkgs: ${value} }] }`),
  'option value': (value) => edit(`{ set: networking.hostName, to: ${value} }`),
  'compared text': (value) => check(`{ file: /etc/hostname, contains: ${value} }`),
  message: (value) => `${BEFORE}  - id: tell\n    notify: ${value}`,
};

function parse(steps: string, origin: Origin): Runbook {
  return { ...runbookOf(withSteps(steps, '{ p: { type: string } }')), origin };
}

function taint(steps: string, origin: Origin): readonly string[] {
  return checkTaint(parse(steps, origin)).map(({ code, position }) => `${code} ${position?.line}`);
}

const FORMS: readonly WrittenForm[] = ['param', 'cel', 'output'];
const rows = Object.entries(SINKS as Readonly<Record<string, Sink>>).flatMap(([name, sink]) =>
  (['user', 'generated'] as const).flatMap((origin) =>
    FORMS.map((form) => ({ name: name as SinkName, sink, origin, form })),
  ),
);

/** Whether whatever holds a sink, PATH007 or another check, refuses a runbook that brings this form to it. */
function isRefused(name: SinkName, sink: Sink, origin: Origin, form: WrittenForm): boolean {
  let runbook: Runbook;
  try {
    runbook = parse(PLACES[name](VALUES[form]), origin);
  } catch (error) {
    // The form of the document closes the place already.
    return /RB0/u.test(String(error));
  }
  const said = `'${form}' is not allowed in a ${name}`;
  if (sink.heldBy === undefined) return checkTaint(runbook).some(({ message }) => message.startsWith(said));
  return heldElsewhere(runbook, 'x').includes(sink.heldBy);
}

function heldElsewhere(runbook: Runbook, value: string): readonly string[] {
  const bound = bindParameters(runbook, { p: value });
  const resolved = bound.ok ? resolveEdits(runbook.steps, bound.value).findings : bound.findings;
  return [...checkReferences(runbook), ...resolved].map((finding) => finding.code);
}

describe('the table of sinks', () => {
  it.each(rows)('$name of a $origin runbook given as $form', ({ name, sink, origin, form }) => {
    const allowed = (origin === 'generated' ? sink.generated : sink.trusted).includes(form);
    expect(isRefused(name, sink, origin, form)).toBe(!allowed);
  });

  it.each<[SinkName, string, string]>([
    ['package', 'htop; rm', 'RES004'],
    ['package', '../evil', 'RES004'],
    ['option path', 'a\nb', 'RES002'],
  ])('%s refuses the value %j once it is known', (name, value, code) => {
    expect(heldElsewhere(parse(PLACES[name](VALUES.param), 'user'), value)).toContain(code);
  });

  it.each(Object.keys(PLACES))('%s takes plain text in a runbook of a user', (name) => {
    const text = PLACES[name as SinkName](VALUES.plain);
    expect(taint(text, 'user')).toEqual([]);
  });
});

describe('text that would be run', () => {
  it.each([
    ['an argument of a program', '{ argv: [stat, { param: p }], effect: read }', []],
    ['a script of a shell', '{ argv: [sh, -c, { param: p }], effect: read }', ['PATH007 8']],
    [
      'a script of a shell in the store',
      '{ argv: [/bin/bash, -c, { param: p }], effect: read }',
      ['PATH007 8'],
    ],
    ['a program behind env', '{ argv: [env, A=1, { param: p }], effect: read }', ['PATH007 8']],
    [
      'a Nix expression',
      '{ argv: [nix-instantiate, --eval, -E, { param: p }], effect: read }',
      ['PATH007 8'],
    ],
    ['a store path of Nix', '{ argv: [nix-env, -p, x, --set, { param: p }], effect: read }', []],
    ['an undo', '{ argv: [touch, x], effect: change, undo: [sh, { output: before.stdout }] }', ['PATH007 8']],
    ['a plain script', '{ argv: [sh, -c, "exit 0"], effect: read }', []],
  ])('%s', (_what, step, wanted) => {
    expect(taint(run(step), 'user')).toEqual(wanted);
  });
});

describe('a generated runbook', () => {
  it.each<[string, string, readonly string[]]>([
    ['looks at a unit', check('{ unit: docker.service }'), []],
    ['asks its own host', check('{ http: { url: "http://localhost/_ping", socket: /run/docker.sock } }'), []],
    [
      'asks it for more',
      check('{ http: { url: "http://localhost/x", socket: /run/docker.sock } }'),
      ['PATH007 9'],
    ],
    ['gives an order in a query', check('{ http: { url: "http://localhost:80/x?y" } }'), ['PATH007 9']],
    ['asks for a secret', check('{ option: a.hashedPassword, equals: x }'), ['PATH007 9']],
    ['asks for one of somebody', check('{ option: users.bob.hashedPassword, equals: x }'), ['PATH007 9']],
    ['asks whether one is needed', check('{ option: a.needsPassword, equals: true }'), []],
    ['gives an option for a unit', check('{ unit: --root=/x }'), ['PATH007 9']],
    ['looks at a private place', check('{ command: [ls, /root] }'), ['PATH007 9']],
    ['calls a change a look when asked', SURE + run('{ argv: [rm, x], effect: read }'), ['PATH007 10']],
    ['asks another host', check('{ http: { url: "http://169.254.169.254/latest" } }'), ['PATH007 9']],
    [
      'hides another host behind a user',
      check('{ http: { url: "http://localhost@evil.example/" } }'),
      ['PATH007 9'],
    ],
    [
      'hides another host behind a name',
      check('{ http: { url: "http://localhost.evil.example/" } }'),
      ['PATH007 9'],
    ],
    ['connects to its own host', check('{ tcp: { port: 22 } }'), []],
    ['connects to another host', check('{ tcp: { port: 22, address: 10.0.0.1 } }'), ['PATH007 9']],
    ['reads a public file', check('{ file: /etc/hostname, contains: x }'), []],
    ['reads password hashes', check('{ file: /etc/shadow, contains: x }'), ['PATH007 9']],
    ['climbs out of a public folder', check('{ file: /etc/../root/.ssh/id, contains: x }'), ['PATH007 9']],
    ['reads a home', check('{ file: /home/me/.ssh/id }'), ['PATH007 9']],
    ['runs a check that only looks', check('{ command: [id, -u, { param: p }] }'), []],
    ['runs a check that may do anything', check('{ command: [rm, x] }'), ['PATH007 9']],
    ['calls a change a look', run('{ argv: [rm, x], effect: read }'), ['PATH007 8']],
    ['changes the host unasked', run('{ argv: [touch, x], effect: change, undo: [rm, x] }'), ['PATH007 8']],
    ['changes the host when asked', SURE + run('{ argv: [touch, x], effect: change, undo: [rm, x] }'), []],
    [
      'changes the host when asked only sometimes',
      `${SURE}    when: { cel: "params.p == 'a'" }\n${run('{ argv: [touch, x], effect: change, undo: [rm, x] }')}`,
      ['PATH007 11'],
    ],
    ['has a shell, asked or not', SURE + run('{ argv: [sh, -c, "exit 0"], effect: read }'), ['PATH007 10']],
  ])('that %s', (_what, steps, wanted) => {
    expect(taint(steps, 'generated')).toEqual(wanted);
  });
});
