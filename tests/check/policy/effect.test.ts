import { expect, it, test } from 'vitest';
import { raisedByEffect, type BuiltEffect } from '../../../engine/check/policy/effect.ts';
import { SHIPPED_POLICY } from '../../lib/policy.ts';

const store = (letter: string, rest: string): string => `/nix/store/${letter.repeat(32)}-${rest}`;
const built = (parts: Partial<Record<keyof BuiltEffect, Readonly<Record<string, string>>>>): BuiltEffect => {
  const of = (part: keyof BuiltEffect) => new Map(Object.entries(parts[part] ?? {}));
  return {
    rootCommands: of('rootCommands'),
    activation: of('activation'),
    rootFiles: of('rootFiles'),
    wrappers: of('wrappers'),
    privileged: of('privileged'),
  };
};
const raised = (before: BuiltEffect, after: BuiltEffect) =>
  raisedByEffect(SHIPPED_POLICY, 'user', before, after).map(({ about, class: risk }) => [about, risk]);

test.each<[string, keyof BuiltEffect, string, string]>([
  ['a unit runs another command as root', 'rootCommands', 'command a.service ExecStart', 'access'],
  ['another text runs at activation', 'activation', 'activation a.service ExecStart', 'boot'],
  ['a file of root says something else', 'rootFiles', 'file a.service ExecStart', 'access'],
  ['a program gets rights', 'wrappers', 'wrapper a.service ExecStart', 'boot'],
  ['an account becomes root', 'privileged', 'account a.service ExecStart', 'boot'],
])('%s: new or changed it raises the change, taken away it does not', (_, part, about, risk) => {
  const without = built({});
  const one = built({ [part]: { 'a.service ExecStart': store('a', 'x/bin/x --safe') } });
  const other = built({ [part]: { 'a.service ExecStart': store('a', 'x/bin/x --unsafe') } });
  expect(raised(without, one)).toEqual([[about, risk]]);
  expect(raised(one, other)).toEqual([[about, risk]]);
  expect(raised(one, one)).toEqual([]);
  expect(raised(one, without)).toEqual([]);
});

it('takes a script of the same name and another hash for another', () => {
  const before = built({ rootCommands: { a: store('a', 'unit-script-a-start/bin/a-start') } });
  const after = built({ rootCommands: { a: store('b', 'unit-script-a-start/bin/a-start') } });
  expect(raised(before, after)).toEqual([['command a', 'access']]);
});
