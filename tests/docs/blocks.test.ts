import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { firstWords } from '../../engine/cli/command-line/arguments.ts';
import { COMMANDS } from '../../engine/cli/command-line/table.ts';
import { parseHostSettings } from '../../engine/config/host-settings.ts';
import { parsePolicy } from '../../engine/config/policy.ts';
import { PROGRAM } from '../../engine/cli/command-line/table.ts';
import { loadShippedPolicy } from '../../engine/host/program/shipped-policy.ts';
import type { Finding, Result } from '../../engine/model/finding.ts';
import { parseRunbook } from '../../engine/runbook/parse.ts';
import { commandsOf, FILES, lineAt, wordsOf } from '../lib/documents.ts';

const commands = FILES.flatMap((file) => commandsOf(file, readFileSync(file, 'utf8')));
const { commands: known } = PROGRAM.facts;

describe('commands in documents', () => {
  test('there are some to look at', () => {
    expect(commands.length).toBeGreaterThan(80);
  });

  test.each(FILES)('%s names only commands and flags that there are', (file) => {
    const wrong = commands
      .filter((block) => block.file === file)
      .flatMap(({ line, text }) => problemsOf(text).map((problem) => `${line}: ${text}: ${problem}`));
    expect(wrong).toEqual([]);
  });
});

describe('YAML in documents', () => {
  const blocks = FILES.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^```yaml\n(.*?)^```/gmsu)].map((match) => ({
      file,
      line: lineAt(match.input, match.index),
      text: match[1] ?? '',
    })),
  );

  test('there is some', () => expect(blocks.length).toBeGreaterThan(10));
  test.each(blocks)('of $file:$line is accepted', async ({ file, text }) => {
    expect((await read(text, file)).map(({ message }) => message)).toEqual([]);
  });
});

/** What is wrong with a document of a kind that its first key tells. */
async function read(text: string, file: string): Promise<readonly Finding[]> {
  const errors = (result: Result<unknown>): readonly Finding[] => (result.ok ? [] : result.findings);
  if (/^runbook:/mu.test(text)) return errors(parseRunbook(text, file, 'user'));
  if (/^policy: \d/mu.test(text)) {
    const shipped = await loadShippedPolicy();
    return errors(parsePolicy(text, file, shipped.ok ? shipped.value : undefined));
  }
  return errors(parseHostSettings(text, file, 'channel'));
}

/** What is wrong with a command line: no such command, no such flag. */
function problemsOf(text: string): readonly string[] {
  const [first = '', ...rest] = wordsOf(text);
  // A sentence, a flag of the program, or a place for a word.
  if (/\s/u.test(first) || /^[-<]/u.test(first) || first === first.toUpperCase()) return [];
  if (!firstWords(COMMANDS).includes(first)) return rest.length > 0 ? [] : [`no command '${first}'`];
  const command =
    known.find(({ name }) => name === `${first} ${rest[0] ?? ''}`) ??
    known.find(({ name }) => name === first);
  if (command === undefined)
    return rest.length === 0 || first === 'help' ? [] : [`no command '${first} ${rest[0] ?? ''}'`];
  const flags = rest
    .slice(0, rest.includes('--') ? rest.indexOf('--') : undefined)
    .filter((word) => /^-{1,2}[a-z]/u.test(word))
    .map((word) => word.replace(/=.*$/u, ''));
  const names = Object.entries(command.flags).flatMap(([name, { char }]) => [
    `--${name}`,
    `--no-${name}`,
    `-${char ?? ''}`,
  ]);
  const unknown = unknownRunbook(command.name, rest);
  if (unknown !== undefined) return [`no runbook '${unknown}'`];
  return flags
    .filter((flag) => ![...names, '--plain', '--help'].includes(flag))
    .map((flag) => `no flag ${flag}`);
}

/** A runbook of the library that a command names and that is not there. */
function unknownRunbook(command: string, words: readonly string[]): string | undefined {
  const named = command === 'run' ? words[0] : undefined;
  return named === undefined || /[A-Z/.]|^mine/u.test(named) || existsSync(`runbooks/${named}.yaml`)
    ? undefined
    : named;
}
