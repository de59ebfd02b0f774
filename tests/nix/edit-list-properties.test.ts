import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NixValue } from '../../engine/model/options/value.ts';
import { readDefinitions } from '../../engine/nix/modules/read.ts';
import { add, config, filesAfter, remove } from './support/apply.ts';

interface GeneratedList {
  readonly text: string;
  readonly items: readonly number[];
}

const between = fc.constantFrom(
  ' ',
  '\n    ',
  '\n    ',
  ' # note\n    ',
  ' /* note */ ',
  '\n\n    ',
  '\n    # own line\n    ',
);
const edge = fc.constantFrom(' ', '', '\n    ', '\n  ', ' # first\n    ', '\n    # only\n    ');
const around = fc.constantFrom(
  ['', ''],
  ['lib.mkForce ', ''],
  ['(', ')'],
  ['with pkgs; ', ''],
  ['lib.mkAfter (', ')'],
  ['lib.optionals c [ 100 ] ++ ', ''],
  ['', ' ++ lib.optional c 101'],
  ['', ' # behind'],
);

/** Lists in any layout, small numbers in them, under whatever a list option's value may be wrapped in. */
const list: fc.Arbitrary<GeneratedList> = fc
  .record({
    items: fc.uniqueArray(fc.nat(20), { maxLength: 5 }),
    gaps: fc.array(between, { minLength: 5, maxLength: 5 }),
    edges: fc.tuple(edge, edge),
    around,
    newline: fc.constantFrom('\n', '\r\n'),
  })
  .map(({ items, gaps, edges, around: [before, after], newline }) => {
    const inside = items
      .map((item, index) => `${index === 0 ? '' : (gaps[index - 1] ?? ' ')}${item}`)
      .join('');
    const comment = (after ?? '').includes('#');
    const value = `${before}[${edges[0]}${inside}${edges[1]}]${comment ? '' : after}`;
    const text = `{ lib, c, pkgs, ... }:\n{\n  p = ${value};${comment ? after : ''}\n}\n`;
    return { text: text.replaceAll('\n', newline), items };
  });

function itemsOf(files: ReadonlyMap<string, string>): readonly NixValue[] {
  const [found] = readDefinitions({ entries: ['configuration.nix'], files }, ['p']);
  if (found?.value.kind === 'partial') return found.value.items;
  return found?.value.kind === 'literal' && Array.isArray(found.value.value) ? found.value.value : [];
}

describe('edits of generated lists', () => {
  test('an added item is there, the others stay, and adding it again changes nothing', () => {
    fc.assert(
      fc.property(list, ({ text, items }) => {
        const after = filesAfter(config(text), add('p', 50, 51));
        expect(itemsOf(after)).toEqual([...items, 50, 51]);
        expect(filesAfter({ entries: ['configuration.nix'], files: after }, add('p', 51, 50))).toEqual(after);
      }),
      { numRuns: 1000 },
    );
  });

  test('an item added and removed leaves a list that had items as it was', () => {
    fc.assert(
      fc.property(list, ({ text, items }) => {
        fc.pre(items.length > 0);
        const before = config(text);
        const between = filesAfter(before, add('p', 50, 51));
        expect(filesAfter({ ...before, files: between }, remove('p', 50, 51))).toEqual(before.files);
      }),
      { numRuns: 1000 },
    );
  });

  test('removing any items leaves the others, in order, with every comment on a line of its own that is not about one', () => {
    fc.assert(
      fc.property(list, fc.array(fc.nat(20), { minLength: 1 }), ({ text, items }, gone) => {
        const after = filesAfter(config(text), remove('p', ...gone));
        expect(itemsOf(after)).toEqual(items.filter((item) => !gone.includes(item)));
        const own = (of: string): number => of.match(/^\s*# own line/gmu)?.length ?? 0;
        const about = items.filter(
          (item) => gone.includes(item) && new RegExp(`# own line\\s+${item}\\b`, 'u').test(text),
        );
        const left = own(after.get('configuration.nix') ?? '');
        expect(left).toBeLessThanOrEqual(own(text));
        expect(left).toBeGreaterThanOrEqual(own(text) - about.length);
      }),
      { numRuns: 1000 },
    );
  });
});
