import { describe, expect, it } from 'vitest';
import { parseHostSettings } from '../../engine/config/host-settings.ts';
import { readYaml } from '../../engine/config/read-yaml.ts';

describe('what is wrong with a document is told once, where it is', () => {
  it.each([
    [
      'a key that is there twice',
      'a: 1\nb: { c: 1, d: 2, c: 3 }\n',
      'Map keys must be unique at line 2, column 18:',
    ],
    ['a key that is there twice as a number', '1: a\n1: b\n', 'Map keys must be unique at line 2, column 1:'],
    ['a bracket that is not closed', 'a: [1, 2\n', 'at line 2, column 1:'],
  ])('%s', (_, text, message) => {
    expect(readYaml(text)?.problem?.message).toContain(message);
  });

  it('nothing, where nothing is', () => {
    expect(readYaml('a: 1\nb: { a: 1 }\n1: x\n"1": y\n')?.problem).toBeUndefined();
  });
});

it.each([
  ['brackets that are never closed', `a: ${'['.repeat(140_000)}`],
  ['brackets and a word among them', `a: ${'['.repeat(40_000)}.inf${'['.repeat(80_000)}`],
  ['very many keys', Array.from({ length: 20_000 }, (_, at) => `k${at}: 1`).join('\n')],
])('settings with %s are refused', (_, text) => {
  const read = parseHostSettings(text, 'a.yaml', 'channel');
  expect(read.findings[0]?.code).toMatch(/^CFG00[12]$/u);
});
