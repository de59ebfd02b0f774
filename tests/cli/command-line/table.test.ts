import { expect, test } from 'vitest';
import { findCommand, readArguments } from '../../../engine/cli/command-line/arguments.ts';
import { frameworkCommands } from '../../../engine/cli/command-line/framework-commands.ts';
import { makeCommand } from '../../../engine/cli/command-line/handler.ts';
import { makeProgram, type CommandEntry } from '../../../engine/cli/command-line/program.ts';
import { COMMANDS, PROGRAM, TOPICS } from '../../../engine/cli/command-line/table.ts';
import { offersFor, type Known } from '../../../engine/cli/completion/offers.ts';
import { splitLine } from '../../../engine/cli/completion/split.ts';
import { NO_NAMES } from '../../../engine/cli/interactive/names.ts';
import { renderCommandHelp } from '../../../engine/report/help/command.ts';
import type { CommandFacts } from '../../../engine/report/help/facts.ts';
import { renderManual } from '../../../engine/report/help/manual.ts';
import { renderProgramHelp } from '../../../engine/report/help/program.ts';
import { plain } from '../../../engine/report/text/paint.ts';
import { renderCommandReference } from '../../../scripts/docs/commands.ts';

const toy = {
  name: 'toy spin',
  summary: 'Spin a toy.',
  description: 'It stops by itself.',
  examples: ['nixos-ai toy spin top --times 3'],
  args: { toy: { description: 'Which.', required: true, options: ['top', 'yo-yo'] } },
  flags: {
    times: { type: 'integer', char: 't', description: 'How often.', default: 1, min: 1 },
    runbook: { type: 'option', description: 'With music.', completes: 'runbooks' },
  },
} as const satisfies CommandFacts;

const spun: unknown[] = [];
const row: CommandEntry = {
  ...toy,
  load: async () => Promise.resolve(makeCommand(toy, (_context, input) => void spun.push(input))),
};
const table = [...COMMANDS, row];
const program = makeProgram(table, { ...TOPICS, toy: 'Things to play with.' });

const known: Known = {
  names: () => Promise.resolve({ ...NO_NAMES, runbooks: ['enable-music'] }),
  parameters: () => Promise.resolve([]),
  codes: () => [],
};

async function offered(line: string): Promise<readonly string[] | string> {
  const found = await offersFor(splitLine(line), program.facts, known);
  return found.kind === 'words' ? found.offers.map(({ word }) => word) : found.kind;
}

test('a row of the table is read, with the types that it declares', async () => {
  const read = readArguments(['--times', '3', 'toy', 'spin', 'top'], false, table);
  expect(read).toEqual({ kind: 'command', argv: ['toy', 'spin', 'top', '--times', '3'] });
  const found = read.kind === 'command' ? findCommand(read.argv, table) : undefined;
  expect(found?.command.name).toBe('toy spin');
  expect(await program.run('toy spin', found?.argv ?? [])).toBe(0);
  expect(spun).toEqual([{ args: { toy: 'top' }, flags: { times: 3, runbook: undefined } }]);
});

test('a row of the table is completed', async () => {
  expect(await offered('nixos-ai to')).toEqual(['toy']);
  expect(await offered('nixos-ai toy ')).toEqual(['spin']);
  expect(await offered('nixos-ai toy spin y')).toEqual(['yo-yo']);
  expect(await offered('nixos-ai toy spin top --t')).toEqual(['--times']);
  expect(await offered('nixos-ai toy spin --runbook e')).toEqual(['enable-music']);
});

test('a row of the table is in help, manual page and reference', () => {
  const style = { width: 80, paint: plain };
  expect(renderCommandHelp(toy, style)).toContain('-t, --times VALUE    How often. Default: 1.');
  expect(renderProgramHelp(program.facts, style)).toMatch(/^ {2}toy +Things to play with\.$/mu);
  expect(renderManual(program.facts, '1')).toContain('.SS "toy spin"\nSpin a toy.');
  expect(renderCommandReference(program.facts.commands, program.facts.topics)).toContain(
    '## toy: things to play with\n\n### nixos-ai toy spin\n\nSpin a toy.',
  );
});

test('a row of the table is a command of the framework, which reads nothing of its line', () => {
  const commands = frameworkCommands(table, program);
  expect(Object.keys(commands).sort()).toEqual(table.map(({ name }) => name.replaceAll(' ', ':')).sort());
  const { summary, strict, flags } = commands['toy:spin'] ?? expect.fail('no toy');
  expect({ summary, strict, flags: Object.keys(flags) }).toEqual({
    summary: 'Spin a toy.',
    strict: true,
    flags: ['times', 'runbook'],
  });
});

test.each(COMMANDS.map((command) => [command.name, command] as const))(
  '%s can be loaded',
  async (_name, { load }) => {
    expect((await load()).run).toBeTypeOf('function');
  },
);

test('every topic has a command below it, and every command below a word has a topic', () => {
  const words = COMMANDS.filter(({ name }) => name.includes(' ')).map(({ name }) =>
    name.replace(/ .*$/u, ''),
  );
  expect(Object.keys(TOPICS).sort()).toEqual([...new Set(words)].sort());
});

test('no letter of one command stands for a flag with a value that is one without in another', () => {
  const spellings = COMMANDS.flatMap(({ flags }) =>
    Object.entries(flags).flatMap(([name, { type, char }]) =>
      [`--${name}`, ...(char === undefined ? [] : [`-${char}`])].map(
        (spelling) => [spelling, type === 'boolean'] as const,
      ),
    ),
  );
  // Flags may stand before the command: which of them takes the next word must not hang on the command.
  const boolean = new Set(spellings.filter(([, one]) => one).map(([spelling]) => spelling));
  expect(spellings.filter(([spelling, one]) => !one && boolean.has(spelling))).toEqual([]);
});

test('what is hidden is not listed', () => {
  expect(COMMANDS.some(({ name }) => name === 'complete')).toBe(true);
  expect(PROGRAM.facts.commands.some(({ name }) => name === 'complete')).toBe(false);
});
