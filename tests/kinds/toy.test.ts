import { expect, test } from 'vitest';
import { checkRunbook } from '../../engine/check/check-runbook.ts';
import { NIXOS_DEFAULTS } from '../../engine/config/host-settings.ts';
import { assembleSchema } from '../../engine/kinds/assemble-schema.ts';
import { KINDS } from '../../engine/kinds/kinds.ts';
import type { Kinds } from '../../engine/kinds/step-kind.ts';
import { failed } from '../../engine/model/finding.ts';
import type { Policy } from '../../engine/model/policy.ts';
import type { Origin } from '../../engine/model/runbook.ts';
import { describeState } from '../../engine/report/graph/describe.ts';
import { parseRunbook } from '../../engine/runbook/parse.ts';
import { SHIPPED_POLICY } from '../lib/policy.ts';
import { SMALL_INDEX } from '../lib/runbooks.ts';
import { beginChecked, play } from '../steps/support/play.ts';
import { empty } from './toy-check/index.ts';
import { truncate } from './toy-step/index.ts';

/** Two kinds more, each of a folder and a line: nothing else knows of them. */
const WITH_TOYS: Kinds = { steps: [...KINDS.steps, truncate], checks: [...KINDS.checks, empty] };

const LOG = '/srv/app/log';
const RUNBOOK = `runbook: empty-log
version: 1
description: Empty a log.
parameters: { log: { type: string } }
steps:
  - { id: clear, truncate: { param: log } }
  - { id: cleared, verify: [{ empty: { param: log } }] }
  - { id: tell, notify: { output: clear.path } }
`;

function check(text: string, origin: Origin = 'user', kinds?: Kinds, policy: Policy = SHIPPED_POLICY) {
  const parsed = parseRunbook(text, 'test.yaml', origin, kinds);
  if (!parsed.ok) return parsed;
  return checkRunbook(parsed.value, {
    given: { log: LOG },
    index: SMALL_INDEX,
    limits: NIXOS_DEFAULTS.limits,
    policy,
    load: () => failed(),
    ...(kinds && { kinds }),
  });
}

function mustCheck(text: string) {
  const checked = check(text, 'user', WITH_TOYS);
  if (!checked.ok) throw new Error(JSON.stringify(checked.findings));
  return checked.value;
}

test('a runbook with the toys is refused where they are not handed in', () => {
  expect(check(RUNBOOK).findings.map(({ code, message }) => `${code} ${message}`)).toEqual([
    "RB021 a step has no key 'truncate'",
    expect.stringContaining('RB027 a step has exactly one of edit, '),
    "RB021 a check has no key 'empty'",
    expect.stringContaining('RB027 a check has exactly one of unit, '),
  ]);
});

test('a step and a check of a kind of their own become states that are judged and drawn', () => {
  const { graph } = mustCheck(RUNBOOK);
  const clear = graph.nodes.find(({ id }) => id === 'step:clear');
  expect(clear).toMatchObject({ mutates: true, inverse: 'rollback', recovery: 'rollback' });
  expect(graph.edges).toContainEqual({ from: 'step:clear', on: 'fail', to: 'rollback' });
  expect(graph.nodes.slice(2, 4).map((node) => describeState(node, WITH_TOYS))).toEqual([
    'empty ‹log›',
    'verify ‹log› is empty',
  ]);
});

test.each([
  [
    'REF004',
    'user',
    RUNBOOK.replace('log: { type: string }', 'log: { type: integer }'),
    'string is needed here',
  ],
  ['REF003', 'user', RUNBOOK.replace('clear.path', 'clear.size'), "has no output 'size'"],
  [
    'PATH007',
    'generated',
    RUNBOOK.replaceAll('{ param: log }', LOG),
    'of a generated runbook empties a file',
  ],
  ['PATH007', 'generated', RUNBOOK, "'param' is not allowed in a file path of a generated runbook"],
] as const)('%s: what a kind says of its places holds (%s)', (code, origin, text, words) => {
  const found = check(text, origin, WITH_TOYS).findings.filter((finding) => finding.code === code);
  expect(found.map(({ message }) => message).join('\n')).toContain(words);
});

test('policy is asked about the paths of a kind', () => {
  const { findings } = check(RUNBOOK, 'user', WITH_TOYS, { ...SHIPPED_POLICY, paths: [] });
  expect(findings.map(({ code, message }) => [code, message.includes(LOG)])).toEqual([
    ['POL007', true],
    ['POL007', true],
  ]);
});

test('the schema has the form of a kind that is handed in', () => {
  const base = { $defs: { step: { properties: {} } } };
  expect(assembleSchema(base, WITH_TOYS)).toMatchObject({
    $defs: {
      step: { properties: { truncate: { title: 'Truncate' } } },
      check: { properties: { empty: { title: 'Empty' } } },
    },
  });
});

test('a run does the step and looks', async () => {
  const run = beginChecked(mustCheck(RUNBOOK));
  await run.host.files.write(LOG, 'much text');
  expect(await play(run)).toBe('verified');
  expect(await run.host.files.readText(LOG)).toBe('');
  expect(run.notes).toContain(`${LOG} is empty: yes`);
});

test('a rollback takes the step back as its kind does it', async () => {
  const text = RUNBOOK.replace('empty: { param: log }', 'file: /srv/app/done');
  const run = beginChecked(mustCheck(text));
  await run.host.files.write(LOG, 'much text');
  expect(await play(run)).toBe('rolled-back');
  expect(await run.host.files.readText(LOG)).toBe('much text');
});
