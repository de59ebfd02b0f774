import { expect, test } from 'vitest';
import Ask from '../../engine/cli/commands/ask.ts';
import History from '../../engine/cli/commands/history.ts';
import Plan from '../../engine/cli/commands/plan.ts';
import { CHANGE_OPTIONS, HISTORY_OPTIONS, readDirect, SENTENCE_OPTIONS } from '../../engine/cli/direct.ts';

test.each([
  ['ask', Ask.flags, CHANGE_OPTIONS],
  ['plan', Plan.flags, SENTENCE_OPTIONS],
  ['history', History.flags, HISTORY_OPTIONS],
] as const)(
  'the direct way of %s knows the flags that the command declares, and no others',
  (_name, declared, known) => {
    const flags = Object.entries(declared).map(([name, flag]) => [
      name,
      {
        type: flag.type === 'option' ? 'string' : 'boolean',
        ...(flag.char === undefined ? {} : { short: flag.char }),
      },
    ]);
    expect(known).toEqual(Object.fromEntries(flags));
  },
);

const NOTHING = {
  host: undefined,
  provider: undefined,
  model: undefined,
  json: false,
  cache: true,
  'show-prompt': false,
  yes: false,
  'dry-run': false,
};

test.each([
  [['ask', 'open port 80'], 'open port 80', {}],
  [['ask', 'open', 'port', '80'], 'open port 80', {}],
  [
    ['ask', '--host', '/h', 'open port 80', '-y', '--json'],
    'open port 80',
    { host: '/h', yes: true, json: true },
  ],
  [
    ['ask', 'x y', '--host=/h', '--no-cache', '--dry-run'],
    'x y',
    { host: '/h', cache: false, 'dry-run': true },
  ],
  [['plan', 'x y', '--provider', 'p', '--model', 'm'], 'x y', { provider: 'p', model: 'm' }],
] as const)('%j is read as the command would', (argv, sentence, flags) => {
  expect(readDirect(argv)).toEqual({ command: argv[0], sentence, flags: { ...NOTHING, ...flags } });
});

test.each([
  [['history'], { limit: 20 }],
  [['history', '-n', '5', '--json'], { limit: 5, json: true }],
  [['history', '--host=/h', '--limit', '100'], { limit: 100, host: '/h' }],
] as const)('%j is read as the command would', (argv, flags) => {
  expect(readDirect(argv)).toEqual({ command: 'history', flags: { host: undefined, json: false, ...flags } });
});

test.each([
  [['history', 'x']],
  [['history', '--limit', '0']],
  [['history', '-n', 'many']],
  [['history', '--nope']],
  [['ask']],
  [['ask', '--help']],
  [['ask', 'x', '--nope']],
  [['ask', 'x', '--host']],
  [['ask', 'x', '--', '-y']],
  [['ask', 'x', '--no-json']],
  [['plan', 'x', '--yes']],
  [['plan', 'x', '--dry-run']],
] as const)('%j is left to the parser of the commands', (argv) => {
  expect(readDirect(argv)).toBeUndefined();
});
