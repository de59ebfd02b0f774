import { expect, test } from 'vitest';
import * as change from '../../../engine/cli/command-line/declarations/change.ts';
import { configCheck } from '../../../engine/cli/command-line/declarations/config.ts';
import { editAdd, editUnset } from '../../../engine/cli/command-line/declarations/edit.ts';
import { events, history, show } from '../../../engine/cli/command-line/declarations/look.ts';
import { auditVerify } from '../../../engine/cli/command-line/declarations/audit.ts';
import { completion } from '../../../engine/cli/command-line/declarations/completion.ts';
import { readInput } from '../../../engine/cli/command-line/read-input.ts';
import type { CommandFacts } from '../../../engine/report/help/facts.ts';

const DECLARED: Readonly<Record<string, CommandFacts>> = {
  ...change,
  auditVerify,
  completion,
  configCheck,
  editAdd,
  editUnset,
  events,
  history,
  show,
};

function read(name: string, argv: readonly string[]) {
  return readInput(DECLARED[name] ?? expect.fail(`no ${name}`), argv);
}

const NOTHING = {
  host: undefined,
  provider: undefined,
  model: undefined,
  json: false,
  cache: true,
  'show-prompt': false,
};
const CHANGES = { ...NOTHING, yes: false, 'dry-run': false, wait: false };

test.each([
  ['ask', ['open port 80'], ['open port 80'], CHANGES],
  ['ask', ['open', 'port', '80'], ['open', 'port', '80'], CHANGES],
  [
    'ask',
    ['--host', '/h', 'x y', '-y', '--json'],
    ['x y'],
    { ...CHANGES, host: '/h', yes: true, json: true },
  ],
  [
    'ask',
    ['x y', '--host=/h', '--no-cache', '--dry-run'],
    ['x y'],
    { ...CHANGES, host: '/h', cache: false, 'dry-run': true },
  ],
  ['ask', ['x', '--no-cache', '--cache'], ['x'], CHANGES],
  ['ask', ['x', '--', '-y'], ['x', '-y'], CHANGES],
  ['plan', ['x y', '--provider', 'p', '--model', 'm'], ['x y'], { ...NOTHING, provider: 'p', model: 'm' }],
] as const)('%s %j is a sentence and its flags', (name, argv, sentence, flags) => {
  expect(read(name, argv)).toEqual({ ok: true, input: { args: { sentence }, flags } });
});

test.each([
  ['history', [], {}, { host: undefined, json: false, limit: 20 }],
  ['history', ['-n', '5', '--json'], {}, { host: undefined, json: true, limit: 5 }],
  ['history', ['-n5'], {}, { host: undefined, json: false, limit: 5 }],
  ['history', ['--host=/h', '--limit', '100'], {}, { host: '/h', json: false, limit: 100 }],
  [
    'show',
    ['x', '-o', 'a.svg'],
    { run: 'x' },
    { host: undefined, json: false, format: undefined, output: 'a.svg' },
  ],
  ['configCheck', [], { directory: '/etc/nixos-ai' }, { json: false, option: [] }],
  [
    'configCheck',
    ['/d', '--option', 'a=b', '--option', 'c=d'],
    { directory: '/d' },
    { json: false, option: ['a=b', 'c=d'] },
  ],
  ['completion', ['zsh'], { shell: 'zsh' }, {}],
] as const)('%s %j is read', (name, argv, args, flags) => {
  expect(read(name, argv)).toEqual({ ok: true, input: { args, flags } });
});

test('a flag of a name that begins with no- is said by that name, and the last of two values counts', () => {
  expect(read('editUnset', ['a.b', '--no-check', '--file', 'x', '--file', 'y'])).toMatchObject({
    input: { flags: { 'no-check': true, file: 'y' } },
  });
});

test('words behind -- are arguments, whatever they look like', () => {
  expect(read('editAdd', ['a.b', '--', '-x', '--diff'])).toMatchObject({
    input: { args: { option: 'a.b', value: ['-x', '--diff'] }, flags: { diff: false } },
  });
});

test.each([
  ['history', ['x'], ["'x' is one argument too many"]],
  ['history', ['--limit', '0'], ['--limit is at least 1; got 0']],
  ['history', ['-n', 'many'], ["--limit is a whole number; got 'many'"]],
  ['events', ['-n', '20000'], ['--limit is at most 10000; got 20000']],
  ['history', ['--nope'], ["there is no flag '--nope'"]],
  [
    'history',
    ['--jsno', '--limt', '3'],
    [
      "there is no flag '--jsno'; did you mean '--json'?",
      "there is no flag '--limt'; did you mean '--limit'?",
      "'3' is one argument too many",
    ],
  ],
  ['ask', [], ['SENTENCE is missing: What you want, in English.']],
  ['ask', ['x', '--nope'], ["there is no flag '--nope'"]],
  ['ask', ['x', '--host'], ['--host needs a value: --host DIR']],
  ['ask', ['x', '--host', '--json'], ['--host needs a value: --host DIR']],
  ['ask', ['x', '--host='], ['--host needs a value: --host DIR']],
  ['ask', ['x', '--no-json'], ["there is no flag '--no-json'; did you mean '--json'?"]],
  ['ask', ['x', '--json=1'], ['--json takes no value']],
  ['plan', ['x', '--yes'], ["there is no flag '--yes'"]],
  ['plan', ['x', '-y'], ["there is no flag '-y'"]],
  ['show', ['--format', 'gif'], ["--format is one of svg, png, mermaid, dot; got 'gif'"]],
  ['completion', ['tcsh'], ["SHELL is one of bash, zsh, fish; got 'tcsh'"]],
  ['auditVerify', ['--partial'], ['--partial needs --file beside it']],
  ['run', ['x', '--plan', 'h', '--yes'], ['--plan and --yes exclude each other']],
  ['run', ['x', 'y', '-p'], ['-p needs a value: --param KEY=VALUE', "'y' is one argument too many"]],
] as const)('%s %j is refused with all that is wrong', (name, argv, problems) => {
  expect(read(name, argv)).toEqual({ ok: false, problems });
});
