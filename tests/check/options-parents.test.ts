import { expect, test } from 'vitest';
import { checkEdits } from '../../engine/check/options.ts';
import { splitOptionPath } from '../../engine/model/options/option.ts';
import type { OptionDeclaration } from '../../engine/model/options/option.ts';
import type { NixValue } from '../../engine/model/options/value.ts';
import { buildOptionIndex } from '../../engine/nix/options/build-index.ts';

const bool = { name: 'bool' };
const text = { name: 'str' };
const declare = (name: string, tree: OptionDeclaration['tree'], more: object = {}): OptionDeclaration => ({
  name,
  tree,
  type: tree.name,
  ...more,
});

/** Options of every kind that takes names of one's own, and some that moved. */
const index = buildOptionIndex(
  [
    declare('env', { name: 'attrsOf', elem: text }),
    declare('flags', { name: 'lazyAttrsOf', elem: { name: 'attrsOf', elem: bool } }),
    declare('maybe', { name: 'nullOr', elem: { name: 'attrsOf', elem: { name: 'int' } } }),
    declare('free.settings', { name: 'submodule' }),
    declare('closed', { name: 'submodule' }),
    declare('closed.on', bool),
    declare('sites', { name: 'attrsOf', elem: { name: 'submodule' } }),
    declare('sites.<name>.root', text),
    declare('sites.<name>.top', text, { renamedTo: 'root' }),
    declare('any', { name: 'attrs' }),
    declare('new.enable', bool),
    declare('old.enable', bool, { renamedTo: 'new.enable' }),
    declare('old.sites.<name>.root', text, { renamedTo: 'sites.<name>.root' }),
    declare('fixed', text, { readOnly: true }),
  ],
  [],
);

const check = (option: string, value: NixValue) =>
  checkEdits([{ edit: { op: 'set', path: splitOptionPath(option), value } }], index).map(
    ({ code, severity, fix }) => [code, severity, fix ?? ''].join(' ').trim(),
  );

test.each<[string, NixValue]>([
  ['env.EDITOR', 'vim'],
  ['env."with.dots"', 'x'],
  ['flags.a.b', true],
  ['maybe.x', 5],
  ['free.settings.anything.below', [1, 'two']],
  ['any.a.b.c', 1],
  ['sites."example.org".root', '/srv'],
  ['sites.a', { type: 'attrs', entries: { root: '/srv' } }],
])('%s takes a name of one’s own', (option, value) => {
  expect(check(option, value)).toEqual([]);
});

test.each<[string, NixValue, string]>([
  ['env.EDITOR', 5, 'OPT002 error write it in quotes: "5"'],
  ['flags.a.b', 'yes', 'OPT002 error write true'],
  ['flags.a', true, 'OPT002 error'],
  ['maybe.x', 'five', 'OPT002 error'],
  ['env.a.b', 'x', 'OPT001 error'],
  ['flags.a.b.c', true, 'OPT001 error'],
  ['closed.off', true, 'OPT001 error'],
  ['sites.a.rot', '/srv', "OPT001 error did you mean 'sites.a.root'"],
  ['sites.a', { type: 'attrs', entries: { rot: '/srv' } }, "OPT002 error did you mean 'sites.a.root'"],
  ['fixed', 'x', 'OPT003 error'],
])('%s = %j is judged by what the parent holds', (option, value, says) => {
  const found = check(option, value);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(says);
});

test.each<[string, NixValue, readonly string[]]>([
  ['old.enable', true, ["OPT011 warning write 'new.enable'"]],
  ['old.enable', 'yes', ["OPT011 warning write 'new.enable'", 'OPT002 error write true']],
  ['old.sites.a.root', '/srv', ["OPT011 warning write 'sites.a.root'"]],
  ['sites.a.top', '/srv', ["OPT011 warning write 'sites.a.root'"]],
  ['new.enable', true, []],
])('%s = %j: what was renamed is said by its new name', (option, value, findings) => {
  expect(check(option, value)).toEqual(findings);
});
