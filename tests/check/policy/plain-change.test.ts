import { expect, test } from 'vitest';
import { isPlainChange } from '../../../engine/check/policy/plain-change.ts';
import type { Shape, TouchedOption } from '../../../engine/model/options/touched.ts';
import type { EarlierChange } from '../../../engine/model/plan.ts';
import type { Edit } from '../../../engine/model/options/value.ts';
import { alone } from '../../lib/policy.ts';
import { set } from '../../nix/support/apply.ts';

const policy = alone(`
risk:
  - { options: [a.host], shape: host, class: package, because: a name }
  - { options: [a.off], value: false, class: package, because: switched off }
  - { options: [a.**], class: package, because: any }
`);

const touch = (name: string, ...shapes: readonly Shape[]): TouchedOption => ({
  path: name.split('.'),
  names: [],
  declared: true,
  shapes,
});
const NOTHING: EarlierChange = { edits: [], touched: [], files: [], unknown: [] };

test.each<[string, Edit, readonly TouchedOption[], boolean]>([
  ['a switch', set('a.on', true), [touch('a.on', 'plain')], true],
  ['a text that a rule knows by its form', set('a.host', 'b'), [touch('a.host', 'host', 'name')], true],
  ['a text of another form', set('a.host', 'b'), [touch('a.host', 'path')], false],
  ['a value that a rule names', set('a.off', false), [touch('a.off', 'name')], true],
  ['another value', set('a.off', 'x'), [touch('a.off', 'name')], false],
  ['a text that a rule knows by its option alone', set('a.text', 'b'), [touch('a.text', 'name')], false],
  ['a text of no form', set('a.host', 'b'), [touch('a.host')], false],
  ['an option that nobody knows', set('a.host', 'b'), [], false],
  [
    'an option that the host has not',
    set('a.on', true),
    [{ ...touch('a.on', 'plain'), declared: false }],
    false,
  ],
  [
    'an option that is touched twice, once by a text',
    set('a.on', true),
    [touch('a.on', 'plain'), touch('a.on', 'name')],
    false,
  ],
])('%s is plain, now and as an edit of earlier', (_, edit, touched, expected) => {
  const earlier = { ...NOTHING, edits: [edit], touched };
  expect(isPlainChange(policy, { edits: [edit], touched })).toBe(expected);
  expect(isPlainChange(policy, { edits: [], plan: { earlier } })).toBe(expected);
});

test('nothing is plain beside what nobody knows', () => {
  for (const more of [{ unknown: ['a link'] }, { inputs: true as const }])
    expect(isPlainChange(policy, { edits: [], plan: { earlier: { ...NOTHING, ...more } } })).toBe(false);
});
