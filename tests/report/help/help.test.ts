import { expect, test } from 'vitest';
import { renderColumns } from '../../../engine/report/help/columns.ts';
import { renderCommandHelp } from '../../../engine/report/help/command.ts';
import { listedCommands, type ProgramFacts } from '../../../engine/report/help/facts.ts';
import { renderProgramHelp, renderTopicHelp } from '../../../engine/report/help/program.ts';
import { plain } from '../../../engine/report/text/paint.ts';

const none = { examples: [], args: {}, flags: {} };
const commands = listedCommands([
  { ...none, name: 'audit verify', summary: 'Check the journal.' },
  { ...none, name: 'hidden', summary: 'Not for people.', hidden: true },
  {
    name: 'run',
    summary: 'Run a runbook.',
    description: 'It is looked up by its name, or read from a file.\n\nWhat it changes is shown before.',
    examples: ['nixos-ai run enable-docker', 'nixos-ai run ./mine.yaml'],
    args: { runbook: { description: 'Name, or file.', required: true }, more: { multiple: true } },
    flags: {
      format: { type: 'option', description: 'How.', options: ['svg', 'png'], default: 'svg' },
      cache: { type: 'boolean', allowNo: true, description: 'Use again what is known.' },
      old: { type: 'boolean', hidden: true },
      param: { type: 'option', char: 'p', helpValue: 'KEY=VALUE', multiple: true, description: 'A value.' },
    },
  },
]);
const program: ProgramFacts = { commands, topics: { audit: 'The journal.', empty: 'Nothing below it.' } };

test('the help of a command has examples first, and every argument and flag that is not hidden', () => {
  expect(renderCommandHelp(commands[0] ?? expect.fail('no command'), { width: 60, paint: plain })).toBe(
    `Run a runbook.

Examples
  nixos-ai run enable-docker
  nixos-ai run ./mine.yaml

Usage
  nixos-ai run RUNBOOK [MORE...] [flags]

Arguments
  RUNBOOK  Name, or file.
  MORE

Flags
      --format VALUE     How. One of svg, png. Default: svg.
      --[no-]cache       Use again what is known.
  -p, --param KEY=VALUE  A value. May be repeated.

More
  It is looked up by its name, or read from a file.

  What it changes is shown before.`,
  );
});

test.each([60, 80, 100])('no line of help is wider than %i columns', (width) => {
  const style = { width, paint: plain };
  const texts = [
    renderProgramHelp(program, style),
    ...commands.map((command) => renderCommandHelp(command, style)),
  ];
  const long = texts
    .flatMap((text) => text.split('\n'))
    // An example and a usage line are typed as they are.
    .filter((line) => line.length > width && !line.trimStart().startsWith('nixos-ai '));
  expect(long).toEqual([]);
});

test('the help of the program lists each command that stands alone and each topic that has any, once', () => {
  const text = renderProgramHelp(program, { width: 80, paint: plain });
  const listed = [...text.matchAll(/^ {2}(\S+) {2,}\S/gmu)].map((match) => match[1]);
  expect(listed).toEqual(['run', 'audit', '--plain']);
  expect(text).not.toContain('hidden');
});

test('the help of a topic lists the commands below it', () => {
  expect(renderTopicHelp('audit', program, { width: 80, paint: plain })).toBe(
    'The journal.\n\n  nixos-ai audit verify  Check the journal.',
  );
});

test('a name too long for its column has a line for itself', () => {
  const name = '--a-flag-with-a-very-long-name VALUE';
  expect(renderColumns([[name, 'What it means.']], 60)).toBe(`  ${name}\n${' '.repeat(30)}What it means.`);
});
