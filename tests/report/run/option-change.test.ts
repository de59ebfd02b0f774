import { expect, test } from 'vitest';
import { renderOptionChange } from '../../../engine/report/run/option-change.ts';
import { plain } from '../../../engine/report/text/paint.ts';

const htop = { _package: '/nix/store/ckwx7g6mf1x9qrg3rdy5arhfppspx0h9-htop-3.4.1' };

test.each<[string, unknown, unknown, string]>([
  ['a value', false, true, 'x.y: false → true'],
  ['a value that was not set', null, 'a', 'x.y: not set → "a"'],
  ['an item that comes', [22], [22, 80], 'x.y: + 80'],
  ['an item that goes', [22, 80], [80], 'x.y: - 22'],
  ['items that come and go', ['a', 'b'], ['b', 'c'], 'x.y: + "c", - "a"'],
  ['a package that comes', [], [htop], 'x.y: + htop-3.4.1'],
  ['another order', ['a', 'b'], ['b', 'a'], 'x.y: ["a","b"] → ["b","a"]'],
  ['one more of the same', ['a'], ['a', 'a'], 'x.y: ["a"] → ["a","a"]'],
  ['a list that was not set', null, ['a'], 'x.y: not set → ["a"]'],
])('%s is said', (_what, before, after, wanted) => {
  expect(renderOptionChange({ name: 'x.y', before, after }, plain)).toBe(wanted);
});
