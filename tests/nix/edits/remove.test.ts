import { expect, test } from 'vitest';
import { applyEdits } from '../../../engine/nix/edit.ts';
import { add, config, remove } from '../support/apply.ts';

function written(list: string): string {
  return `{ lib, f, c, ... }:\n{\n  ports = ${list};\n}\n`;
}

test.each([
  ['what a function gives', 'lib.mkMerge [ (f 1) ]'],
  ['a function and a condition', 'lib.mkMerge [ (lib.mkIf c [ 1 ]) (map f [ 1 ]) ]'],
  ['a line each', 'lib.mkMerge [\n    (lib.mkIf c [ 1 ])\n    (f 1)\n  ]'],
  ['a computed concatenation', 'lib.mkMerge [ (f 1 ++ f 2) ]'],
])('what was added to a mkMerge goes again without a trace: %s', (_, list) => {
  const before = written(list);
  const result = applyEdits(config(before), [add('ports', 22), remove('ports', 22)]);
  expect([result.ok, [...(result.value?.files ?? [])]]).toEqual([true, []]);
});

test.each([
  // An option that nobody defines has its default, which an empty list keeps away.
  ['conditions alone', 'lib.mkMerge [ (lib.mkIf c [ 1 ]) [ 22 ] ]', 'lib.mkMerge [ (lib.mkIf c [ 1 ]) [ ] ]'],
  ['nothing', 'lib.mkMerge [ [ 22 ] ]', 'lib.mkMerge [ [ ] ]'],
  ['another list', 'lib.mkMerge [ [ 22 ] [ 1 ] ]', 'lib.mkMerge [ [ 1 ] ]'],
  ['another list, with an order', 'lib.mkMerge [ (lib.mkBefore [ 22 ]) [ 1 ] ]', 'lib.mkMerge [ [ 1 ] ]'],
  ['another list that loses it too', 'lib.mkMerge [ [ 22 ] [ 22 ] ]', 'lib.mkMerge [ [ ] ]'],
  ['a comment', 'lib.mkMerge [ (f 1) [ 22 /* ssh */ ] ]', 'lib.mkMerge [ (f 1) [ /* ssh */ ] ]'],
])('a list of a mkMerge that loses its last item leaves %s', (_, before, after) => {
  const result = applyEdits(config(written(before)), [remove('ports', 22)]);
  expect(result.value?.files.get('configuration.nix')).toBe(written(after));
});
