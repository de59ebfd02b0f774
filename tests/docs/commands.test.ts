import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { firstWords } from '../../engine/cli/command-line/arguments.ts';
import { COMMANDS } from '../../engine/cli/command-line/table.ts';
import { EXIT_CODES } from '../../engine/model/outcome.ts';
import { renderCommandReference } from '../../scripts/docs/commands.ts';
import { generateDocuments } from '../../scripts/docs/sources.ts';

const COMMITTED = readFileSync('docs/COMMANDS.md', 'utf8');

test('the committed reference of commands is the one that the commands give', async () => {
  expect(COMMITTED).toBe((await generateDocuments()).get('docs/COMMANDS.md'));
});

/** For shells, not for people. */
const HIDDEN = new Set(['complete']);

test('every command file has a section, and every first word of one is known to the program', () => {
  const names = globSync('engine/cli/commands/**/*.ts').map((file) =>
    file.replace('engine/cli/commands/', '').replace('.ts', '').replaceAll('/', ' '),
  );
  expect(names.length).toBeGreaterThan(10);
  expect(
    names.filter((name) => !HIDDEN.has(name) && !new RegExp(`^###? nixos-ai ${name}$`, 'mu').test(COMMITTED)),
  ).toEqual([]);
  expect(
    names.map((name) => name.split(' ')[0] ?? '').filter((word) => !firstWords(COMMANDS).includes(word)),
  ).toEqual([]);
});

test('every ending is in the table of exit codes, with the code that the program gives', () => {
  const rows = [...COMMITTED.matchAll(/^\| (\d) \| ([a-z-]+) \|/gmu)].map(([, code, ending]) => [
    ending,
    Number(code),
  ]);
  expect(Object.fromEntries(rows)).toEqual(EXIT_CODES);
});

test('a hidden flag is left out; what may be repeated and what has a default says so', () => {
  const text = renderCommandReference(
    [
      {
        name: 'cook dinner',
        summary: 'Cook.',
        examples: ['nixos-ai cook dinner soup'],
        args: { dish: { description: 'What.', required: true, multiple: true } },
        flags: {
          salt: { type: 'option', char: 's', default: 2, description: 'Grams.', multiple: true },
          secret: { type: 'boolean', hidden: true },
        },
      },
    ],
    { cook: 'Make things warm.' },
  );
  expect(text).toContain('## cook: make things warm\n\n### nixos-ai cook dinner\n\nCook.');
  expect(text).toContain('nixos-ai cook dinner DISH... [--salt VALUE]\n');
  expect(text).toContain('| `-s`, `--salt VALUE` | `2` | Grams. May be repeated. |');
  expect(text).not.toContain('secret');
  expect(text).toContain('nixos-ai cook dinner soup\n');
});
