import { expect, test } from 'vitest';
import { parseOptionList, parsePackageList } from '../../../engine/nix/options/list.ts';
import { valueOf } from '../../runbook/runbooks.ts';
import { options, packages } from '../host-20-09.ts';

const bool = { name: 'a.enable', type: 'boolean', tree: { name: 'bool' } };

test('reads the whole of NixOS 20.09', () => {
  expect(options).toHaveLength(9280);
  expect(packages).toHaveLength(11_342);
  expect(options.filter((option) => option.readOnly)).toHaveLength(10);
});

test.each([
  ['one object a line', `${JSON.stringify(bool)}\n\n${JSON.stringify(bool)}\n`],
  ['one array', JSON.stringify([bool, bool])],
])('reads %s', (_title, text) => {
  expect(valueOf(parseOptionList(text))).toEqual([bool, bool]);
});

test('keeps the parts of a type', () => {
  const tree = {
    name: 'nullOr',
    elem: { name: 'either', of: [{ name: 'str' }, { name: 'enum', values: ['a', 1, true, null] }] },
  };
  const [option] = valueOf(
    parseOptionList(JSON.stringify({ ...bool, tree, readOnly: true, default: null, description: 'D' })),
  );
  expect(option).toEqual({ ...bool, tree, readOnly: true, default: null, description: 'D' });
});

test('keeps what an option is called now, and where it is declared', () => {
  const more = { ...bool, renamedTo: 'b.enable', declaredIn: ['/nixos/a.nix'] };
  expect(valueOf(parseOptionList(JSON.stringify(more)))).toEqual([more]);
  const odd = { ...bool, renamedTo: 5, declaredIn: [7] };
  expect(valueOf(parseOptionList(JSON.stringify(odd)))).toEqual([bool]);
});

test.each([
  ['no JSON', '{"name":'],
  ['a number', '5'],
  ['an option without a type', '{"name":"a","tree":{"name":"bool"}}'],
  ['an option without a name', '{"name":"","type":"boolean","tree":{"name":"bool"}}'],
  ['an option whose tree is text', '{"name":"a","type":"boolean","tree":"bool"}'],
  ['an array that is cut off', '[{"name":"a"'],
])('refuses %s and says which entry', (_title, text) => {
  expect(parseOptionList(text).findings).toMatchObject([
    { code: 'OPT010', message: expect.stringContaining('entry 1') },
  ]);
});

test('refuses a package without a version', () => {
  expect(parsePackageList('{"attr":"htop","name":"htop"}').findings).toMatchObject([{ code: 'OPT010' }]);
});
