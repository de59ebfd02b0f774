import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { firstWords, readArguments } from '../../../engine/cli/command-line/arguments.ts';
import { COMMANDS } from '../../../engine/cli/command-line/table.ts';

describe('what a person typed', () => {
  it.each<[readonly string[], readonly string[]]>([
    [['status'], ['status']],
    [['install docker'], ['ask', 'install docker']],
    [
      ['install', 'docker'],
      ['ask', 'install', 'docker'],
    ],
    [
      ['install docker', '--yes', '--host', '/h'],
      ['ask', 'install docker', '--yes', '--host', '/h'],
    ],
    [
      ['--host', '/h', 'status'],
      ['status', '--host', '/h'],
    ],
    [
      ['--host=/h', '-y', 'install docker'],
      ['ask', 'install docker', '--host=/h', '-y'],
    ],
    [
      ['run', 'x', '-p', 'a=b'],
      ['run', 'x', '-p', 'a=b'],
    ],
    [['--help'], ['--help']],
    [['--version'], ['--version']],
    [[], []],
  ])('%j runs %j', (typed, argv) => {
    expect(readArguments(typed, false, COMMANDS)).toEqual({ kind: 'command', argv });
  });

  it.each<[readonly string[], readonly string[]]>([
    [[], ['chat']],
    [
      ['--host', '/h', '--no-cache'],
      ['chat', '--host', '/h', '--no-cache'],
    ],
    [
      ['--provider=ollama', '--model', 'm'],
      ['chat', '--provider=ollama', '--model', 'm'],
    ],
    [['--help'], ['--help']],
    [['--version'], ['--version']],
    [['--json'], ['--json']],
    [['status'], ['status']],
  ])('%j at a terminal runs %j', (typed, argv) => {
    expect(readArguments(typed, true, COMMANDS)).toEqual({ kind: 'command', argv });
  });

  it.each([
    [['statsu'], 'statsu', 'status'],
    [['histroy', '--json'], 'histroy', 'history'],
    [['docker'], 'docker', undefined],
    [['docker', '--host', '/h'], 'docker', undefined],
    [['undo'], 'undo', 'rollback'],
    [['update', '--yes'], 'update', 'run system-upgrade'],
    [['--hots', '/h'], '--hots', '--host'],
    [['--jsno', 'histroy'], '--jsno', '--json'],
  ])('%j is no command, and the nearest is named', (typed, word, nearest) => {
    expect(readArguments(typed, true, COMMANDS)).toEqual({ kind: 'unknown', word, nearest });
  });

  it('knows every command and topic that there is', () => {
    const words = globSync('engine/cli/commands/*').map((file) =>
      file.replace(/^.*\//u, '').replace(/\.ts$/u, ''),
    );
    expect([...new Set([...words, 'help'])].sort()).toEqual(firstWords(COMMANDS));
  });
});
