import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { exampleCommand } from '../../scripts/docs/handbook/example.ts';
import { HANDBOOK, renderHandbook } from '../../scripts/docs/handbook/handbook.ts';
import { generateDocuments } from '../../scripts/docs/sources.ts';
import { runbookOf, valueOf, withSteps } from '../runbook/runbooks.ts';
import { parseRunbook } from '../../engine/runbook/parse.ts';

const COMMITTED = readFileSync(HANDBOOK, 'utf8');
const FILES = globSync('runbooks/*.yaml').sort();

/** The chapter of a runbook, from its heading to the next. */
function chapterOf(text: string, name: string): string {
  return text.split(/^## /mu).find((chapter) => chapter.startsWith(`${name}\n`)) ?? '';
}

/** The document of one runbook with these steps and parameters. */
function handbookOf(steps: string, parameters = '{}'): string {
  const written = runbookOf(withSteps(steps, parameters));
  return chapterOf(renderHandbook([{ written, whole: written }]), 'test');
}

test('the committed document of the library is the one that the shipped runbooks give', async () => {
  expect(COMMITTED).toBe((await generateDocuments()).get(HANDBOOK));
});

test.each(FILES)('%s has a chapter with its steps, parameters, checks, rollback and a command', (file) => {
  const { name, steps, parameters } = valueOf(parseRunbook(readFileSync(file, 'utf8'), file, 'library'));
  const chapter = chapterOf(COMMITTED, basename(file, '.yaml'));
  expect(COMMITTED).toContain(`| [${name}](#${name}) | `);
  expect(chapter).toContain(`[${file}](../${file})`);
  expect(chapter).toContain(`\`\`\`sh\nnixos-ai run ${name}`);
  expect(steps.filter(({ id }, at) => !chapter.includes(`\n${at + 1}. \`${id}\` `))).toEqual([]);
  for (const parameter of parameters) {
    expect(chapter).toContain(`| \`${parameter.name}\` | `);
    const given = new RegExp(`-p '?${parameter.name}=`, 'u').test(chapter);
    expect(given).toBe(parameter.default === undefined);
  }
  expect(chapter).toMatch(/\*\*Checks\*\*\n\n- `[\w-]+`/u);
  expect(chapter).toMatch(/\*\*Rollback\*\*\n\n- /u);
});

const said: readonly (readonly [title: string, steps: string, ...lines: string[]])[] = [
  [
    'a text that is put together',
    "  - { id: a, verify: [{ file: { cel: \"'/home/' + params.user + '/x'\" } }] }",
    '- `a`: `/home/<user>/x` is there',
  ],
  [
    'an expression that is more than that',
    "  - { id: a, notify: { cel: \"params.x == 1 ? 'a' : 'b'\" } }",
    "1. `a` says `params.x == 1 ? 'a' : 'b'`.",
  ],
  [
    'where a check stands',
    `  - { id: first, verify: [{ file: /a }] }
  - { id: change, edit: [{ set: a.b, to: { param: x } }] }
  - { id: trial, verify: [{ unit: a.service }] }
  - { id: boot, reboot: {} }
  - { id: booted, verify: [{ drift: units }] }`,
    '- `first`, before the change: `/a` is there',
    '- `trial`: unit `a.service` is active, within 30s',
    '- `booted`, after the reboot: no unit has failed',
    '- Once the host has booted another kernel, going back takes a reboot too, in the same window.',
  ],
  [
    'what is put back, last first',
    `  - { id: one, run: { argv: [a, { output: x.stdout }], effect: change, undo: [b] } }
  - { id: two, files: { put: [{ file: /f, from: /g }], restart: [c.service] } }`,
    '1. `one` runs `a <x.stdout>`, which can be undone.',
    '2. `two` replaces the content of `/f` by that of `/g`, restarts `c.service`.',
    '- `/f` are restored with mode and owner, and `c.service` is restarted.\n- `one` is undone by `b`.',
  ],
  [
    'what stays',
    `  - { id: sure, approve: Sure? }
  - { id: a, run: { argv: [rm], effect: irreversible } }
  - { id: b, wait: 1s, on-failure: needs-human }`,
    '- `a` cannot be undone: if something fails after it, a person is needed.',
    '- If `b` fails, nothing is rolled back: the host stays as it is.',
  ],
  [
    'that there is nothing to take back',
    '  - { id: a, verify: [{ drift: boot }] }',
    '- Nothing to undo: it changes nothing.',
  ],
];

test.each(said)('says %s', (_title, steps, ...lines) => {
  const chapter = handbookOf(
    steps,
    '{ x: { type: integer, default: 1 }, user: { type: string, default: u } }',
  );
  for (const line of lines) expect(chapter).toContain(line);
});

test.each([
  ['{ type: string, examples: [alice] }', '-p p=alice'],
  ['{ type: string, examples: [A name] }', "-p 'p=A name'"],
  [`{ type: string, examples: ["it's"] }`, String.raw`-p 'p=it'\''s'`],
  ['{ type: array, items: { type: integer }, examples: [[22, 443]] }', '-p p=22,443'],
  ['{ type: string, default: a, examples: [b] }', ''],
])('the example command of a parameter %s has %s', (parameter, flag) => {
  const runbook = runbookOf(withSteps('  - { id: a, wait: 1s }', `{ p: ${parameter} }`));
  expect(exampleCommand(runbook)).toBe(`nixos-ai run test${flag === '' ? '' : ` ${flag}`}`);
});

test('a parameter that must be given and has no example stops the generation', () => {
  const runbook = runbookOf(withSteps('  - { id: a, wait: 1s }', '{ p: { type: string } }'));
  expect(() => exampleCommand(runbook)).toThrow('the parameter p has neither a default nor an example');
});
