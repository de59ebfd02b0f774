import { expect, it } from 'vitest';
import { COLON_COMMANDS, parseColon, renderColonHelp } from '../../../engine/cli/interactive/colon.ts';

it.each([
  [':status', 'status', []],
  [': status', 'status', []],
  [':show 2026 x', 'show', ['2026', 'x']],
  [':sta', 'status', []],
  [':q', 'quit', []],
  [':?', 'help', []],
  [':run enable-docker user=alice', 'run', ['enable-docker', 'user=alice']],
])('%s is %s %j', (line, name, words) => {
  expect(parseColon(line)).toEqual({ kind: 'command', name, words });
});

it.each([
  [':statsu', 'statsu', 'status'],
  [':hsitory', 'hsitory', 'history'],
  [':p', 'p', undefined],
  [':', '', undefined],
  [':frobnicate', 'frobnicate', undefined],
])('%s is no command, and the nearest is named', (line, word, nearest) => {
  expect(parseColon(line)).toEqual({ kind: 'unknown', word, nearest });
});

it('the help has every command, no line wider than 80 columns', () => {
  const lines = renderColonHelp().split('\n');
  expect(lines).toHaveLength(COLON_COMMANDS.length);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});
