import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { LIBRARY } from '../../scripts/docs/library.ts';
import { OPTIONS, readOptions, renderOptions } from '../../scripts/docs/options.ts';
import { generateDocuments } from '../../scripts/docs/sources.ts';

test('the library that the module reads is the one of runbooks/', async () => {
  expect(readFileSync(LIBRARY, 'utf8')).toBe((await generateDocuments()).get(LIBRARY));
  const names = globSync('runbooks/*.yaml').map((file) => basename(file, '.yaml'));
  expect(Object.keys(JSON.parse(readFileSync(LIBRARY, 'utf8')) as object).sort()).toEqual(names.sort());
});

test('the committed reference of options is the one that the module gives, and every option is in it', () => {
  const options = readOptions();
  const text = readFileSync(OPTIONS, 'utf8');
  expect(text).toBe(renderOptions(options));
  expect(options.length).toBeGreaterThan(100);
  const untold = options.filter(({ name }) => {
    const last = name.split('.').at(-1) ?? '';
    return !text.includes(`${last}\``) && !text.includes(`${last}\n`);
  });
  expect(untold.map(({ name }) => name)).toEqual([]);
});

test('what need not be given has no star, what must be has one', () => {
  const text = renderOptions([
    { name: 'services.nixos-ai.a', type: 'attribute set of submodule', description: 'All.', required: false },
    {
      name: 'services.nixos-ai.a.<name>.b',
      type: 'null or (list of string)',
      description: 'One\nor|two.',
      required: false,
    },
    {
      name: 'services.nixos-ai.a.<name>.c',
      type: 'string matching the pattern [a|b]+',
      description: '',
      required: true,
    },
  ]);
  expect(text).toContain('## a\n\nAll.\n\nType: attribute set of submodule.\n');
  expect(text).toContain('| `<name>.b` | list of string | One or\\|two. |');
  expect(text).toContain('| `<name>.c` * | text like `[a\\|b]+` |');
});
