import { describe, expect, test } from 'vitest';
import { PROGRAM } from '../../engine/cli/command-line/table.ts';
import { nixosAi } from '../lib/cli.ts';

const program = PROGRAM.facts;
const names = program.commands.map(({ name }) => name);

test('the program has its commands, and every one has an example that begins with it', () => {
  expect(names.length).toBeGreaterThan(30);
  const wrong = program.commands
    .filter(({ name, examples }) => examples.length === 0 || !examples.some((line) => line.includes(name)))
    // A sentence alone, or nothing at all, is how these are typed.
    .filter(({ name }) => !['ask', 'chat'].includes(name));
  expect(wrong.map(({ name }) => name)).toEqual([]);
});

test('every flag of every example is one of its command', () => {
  const wrong = program.commands.flatMap(({ name, examples, flags }) =>
    examples.flatMap((line) =>
      [...line.matchAll(/ (-[-\w]+)/gu)]
        .map((match) => match[1] ?? '')
        .filter((word) => !isFlag(word, flags))
        .map((word) => `${name}: ${word}`),
    ),
  );
  expect(wrong).toEqual([]);
});

function isFlag(word: string, flags: (typeof program.commands)[number]['flags']): boolean {
  return Object.entries(flags).some(
    ([name, { char }]) => word === `--${name}` || word === `--no-${name}` || word === `-${char ?? ''}`,
  );
}

describe('asked for help', () => {
  test.each([
    ['--help', ['--help']],
    ['-h', ['-h']],
    ['help', ['help']],
    ['nothing', []],
  ] as const)('%s says how to begin, and ends with 0', async (_title, args) => {
    const { exitCode, stdout } = await nixosAi(args);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^A sentence becomes/u);
    expect(stdout).toContain('nixos-ai plan "open port 8080"');
  });

  test.each([
    ['run --help', ['run', '--help'], 'nixos-ai run RUNBOOK'],
    ['help run', ['help', 'run'], 'nixos-ai run RUNBOOK'],
    ['help runbook graph', ['help', 'runbook', 'graph'], 'nixos-ai runbook graph RUNBOOK'],
    ['runbook graph -h', ['runbook', 'graph', '-h'], 'nixos-ai runbook graph RUNBOOK'],
    ['a topic', ['audit'], 'nixos-ai audit verify'],
    ['a topic --help', ['audit', '--help'], 'nixos-ai audit verify'],
  ] as const)('%s tells of that', async (_title, args, wanted) => {
    expect(await nixosAi(args)).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(wanted) });
  });

  test.each([
    [['audit', 'verfy'], "Did you mean 'audit verify'?"],
    [['help', 'rollbck'], "Did you mean 'rollback'?"],
    [['help', 'zzzzzz'], "no command 'zzzzzz'"],
  ])('%j is refused with the nearest', async (args, wanted) => {
    expect(await nixosAi(args)).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringContaining(wanted),
    });
  });

  test.each([['--version'], ['-v']])('%s says the version', async (word) => {
    const { exitCode, stdout } = await nixosAi([word]);
    expect({ exitCode, stdout }).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^nixos-ai \d+\.\d+\.\d+ \(\S+, Node \d+\.\d+\.\d+\)\n$/u),
    });
  });
});

describe('nixos-ai explain', () => {
  test.each([
    ['OPT001', /^OPT001 {2}options and packages/u],
    ['opt001', /^OPT001 /u],
    ['3', /^3 rolled-back .*\n {2}means {2}The change did not hold/u],
    ['rolled-back', /^3 rolled-back/u],
    ['PATH', /PATH001[\s\S]*PATH002/u],
  ])('%s is told', async (code, wanted) => {
    expect(await nixosAi(['explain', code])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(wanted),
    });
  });

  test('without a code tells every exit code', async () => {
    const { stdout } = await nixosAi(['explain']);
    for (const code of [0, 1, 2, 3, 4, 5, 6]) expect(stdout).toMatch(new RegExp(`^ {2}${code} `, 'mu'));
  });

  test('a code that there is not is refused with the nearest', async () => {
    expect(await nixosAi(['explain', 'OPT999'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/CLI002: there is no code "OPT999"\n.*nearest: OPT/u),
    });
  });
});
