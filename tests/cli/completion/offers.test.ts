import { expect, test } from 'vitest';
import { offersFor, type Known } from '../../../engine/cli/completion/offers.ts';
import { splitLine } from '../../../engine/cli/completion/split.ts';
import { NO_NAMES } from '../../../engine/cli/interactive/names.ts';
import { PROGRAM } from '../../../engine/cli/command-line/table.ts';

const known: Known = {
  names: () =>
    Promise.resolve({
      ...NO_NAMES,
      packages: ['htop', 'ripgrep'],
      runbooks: ['add-user', 'enable-docker'],
      runs: ['20261122-100501', '20261121-090000'],
      providers: ['offline', 'ollama'],
    }),
  parameters: (runbook) =>
    Promise.resolve(
      runbook === 'add-user'
        ? [
            { name: 'user', values: [] },
            { name: 'shell', values: ['bash', 'fish'] },
          ]
        : [],
    ),
  codes: () => [{ word: 'OPT001' }, { word: '3' }],
};

async function offered(line: string): Promise<readonly string[] | string> {
  const found = await offersFor(splitLine(line), PROGRAM.facts, known);
  return found.kind === 'words' ? found.offers.map(({ word }) => word) : found.kind;
}

test.each([
  ['nixos-ai hist', ['history']],
  ['nixos-ai audit ', ['export', 'verify']],
  ['nixos-ai run ', ['add-user', 'enable-docker']],
  ['nixos-ai run add', ['add-user']],
  ['nixos-ai run ./mine', 'files'],
  ['nixos-ai run add-user -p ', ['user=', 'shell=']],
  ['nixos-ai run add-user --param shell=', ['shell=bash', 'shell=fish']],
  ['nixos-ai run --host /h add-user -p u', ['user=']],
  ['nixos-ai run no-such -p ', []],
  ['nixos-ai show ', ['20261122-100501', '20261121-090000']],
  ['nixos-ai show --format p', ['png']],
  ['nixos-ai show --output ', 'files'],
  ['nixos-ai show --host ', 'directories'],
  ['nixos-ai explain O', ['OPT001']],
  ['nixos-ai plan --provider o', ['offline', 'ollama']],
  ['nixos-ai install rip', ['ripgrep']],
  ['nixos-ai "install rip', ['install ripgrep']],
  ['nixos-ai plan install ht', ['htop']],
  ['nixos-ai status x ', []],
])('%s', async (line, words) => {
  expect(await offered(line)).toEqual(words);
});

test('a flag that is given is not offered again, but for one that may be repeated', async () => {
  const words = await offered('nixos-ai run add-user --json --param a=b --');
  expect(words).toContain('--param');
  expect(words).toContain('--dry-run');
  expect(words).not.toContain('--json');
});

test.each([
  ['a b', ['a'], 'b'],
  ['a b ', ['a', 'b'], ''],
  ['a "b c', ['a'], 'b c'],
  ['a "b c" d', ['a', 'b c'], 'd'],
  ["a 'b \"c' ", ['a', 'b "c'], ''],
  ['a b\\ c', ['a'], 'b c'],
  ['a "b\\"c" x"y"', ['a', 'b"c'], 'xy'],
  ['a "', ['a'], ''],
  ['', [], ''],
])('the line %j is split as a shell does', (line, before, current) => {
  expect(splitLine(line)).toEqual({ before, current });
});
