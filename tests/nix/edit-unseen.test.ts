import { describe, expect, test } from 'vitest';
import type { Edit } from '../../engine/model/options/value.ts';
import { applyEdits, type SeenBy } from '../../engine/nix/edit.ts';
import { add, config, pkg, remove, unset } from './support/apply.ts';

/** What becomes of the text: the file, `as it was`, or the code of a refusal. */
function becomes(before: string, edit: Edit, seenBy: SeenBy = 'text'): string {
  const result = applyEdits(config(before), [edit], undefined, seenBy);
  if (!result.ok) return result.findings[0]?.code ?? '';
  return result.value.files.get('configuration.nix') ?? 'as it was';
}

describe('an item that a name stands for', () => {
  test.each<[string, string, Edit, string]>([
    ['let', 'let a = "x"; in { g = [ a ]; }', remove('g', 'x'), 'let a = "x"; in { g = [ ]; }'],
    [
      'a set that let binds',
      'let n = { a = "x"; }; in { g = [ n.a ]; }',
      remove('g', 'x'),
      'let n = { a = "x"; }; in { g = [ ]; }',
    ],
    ['a path that let binds', 'let n.a = "x"; in { g = [ n.a ]; }', add('g', 'x'), 'as it was'],
    ['rec', 'rec { a = "x"; g = [ a ]; }', remove('g', 'x'), 'rec { a = "x"; g = [ ]; }'],
    [
      'inherit',
      '{ pkgs, ... }: let inherit (pkgs) htop; in { g = [ htop ]; }',
      remove('g', pkg('htop')),
      '{ pkgs, ... }: let inherit (pkgs) htop; in { g = [ ]; }',
    ],
    ['inherit of a name outside', 'let a = 1; in let inherit a; in { g = [ a ]; }', add('g', 1), 'as it was'],
    [
      'a name for a package',
      '{ pkgs, ... }: let h = pkgs.htop; in { g = [ h ]; }',
      add('g', pkg('htop')),
      'as it was',
    ],
    ['names in a circle', 'let a = b; b = a; in { g = [ a ]; }', remove('g', 1), 'NIX109'],
    ['a name that is shadowed', 'let a = 1; in let a = 2; in { g = [ a ]; }', remove('g', 1), 'as it was'],
  ])('is that item: %s', (_, before, edit, after) => {
    expect(becomes(before, edit)).toBe(after);
  });
});

describe('an item that only evaluation can tell', () => {
  const computed: readonly (readonly [string, string, string | number | ReturnType<typeof pkg>])[] = [
    ['the configuration', '{ config, ... }: { g = [ config.a.b ]; }', 80],
    ['an argument', '{ port, ... }: { g = [ port ]; }', 80],
    ['a call', '{ lib, ... }: { g = [ (lib.toInt "80") ]; }', 80],
    ['arithmetic', '{ g = [ (79 + 1) ]; }', 80],
    ['an interpolation', '{ p, ... }: { g = [ "wh${p}" ]; }', 'wheel'],
    ['two withs', '{ pkgs, ... }: { g = with pkgs; with gnome; [ htop ]; }', pkg('htop')],
    ['an override', '{ pkgs, ... }: { g = [ (pkgs.htop.override { }) ]; }', pkg('htop')],
  ];
  test.each(computed)('is neither there nor gone where nobody evaluates: %s', (_, before, item) => {
    expect([becomes(before, add('g', item)), becomes(before, remove('g', item))]).toEqual([
      'NIX109',
      'NIX109',
    ]);
  });

  test.each(computed)('is what the evaluated list says: %s', (_, before, item) => {
    expect(becomes(before, remove('g', item), 'evaluation')).toBe('as it was');
    expect(becomes(before, add('g', item), 'evaluation')).not.toBe('NIX109');
  });

  test.each<[string, string, string | number | ReturnType<typeof pkg>]>([
    ['another form', '{ config, ... }: { g = [ "a${config.b}" ]; }', 80],
    ['other text', '{ config, ... }: { g = [ "a${config.b}" ]; }', 'wheel'],
    [
      'another package',
      '{ pkgs, ... }: { g = [ (pkgs.git.override { }) (pkgs.writeText "a" "b") ]; }',
      pkg('htop'),
    ],
    ['a package of a flake', '{ inputs, ... }: { g = [ inputs.x.packages.default ]; }', pkg('htop')],
  ])('does not hinder an edit that it cannot be about: %s', (_, before, item) => {
    expect(becomes(before, remove('g', item))).toBe('as it was');
    expect(becomes(before, add('g', item))).not.toMatch(/^NIX/u);
  });
});

describe('a module of which only evaluation can tell all', () => {
  test.each([
    ['an update', 'f 1 // { b = 1; }'],
    ['an update of what let binds', 'let w = { a.x = 1; }; in { b = 1; } // w'],
    ['a call', 'f 1'],
    ['an import that is such a one', '{ imports = [ ({ b = 1; } // f 1) ]; }'],
    ['a container', '{ containers.x.config = { b = 1; } // f 1; }'],
    ['a home', '{ home-manager.users.al = { ... }: f 1; }'],
  ])('is named where an option is not seen in it: %s', (_, body) => {
    const edits = [unset('a.x'), remove('a.x', 1)];
    for (const edit of edits) {
      const result = applyEdits(config(`{ f, ... }:\n${body}\n`), [edit]);
      expect([result.ok, result.findings.filter(({ severity }) => severity === 'warning')]).toMatchObject([
        true,
        [
          {
            code: 'NIX111',
            message:
              'only an evaluation can tell all of 1 module, so what they define is not seen: configuration.nix:2',
          },
        ],
      ]);
    }
  });
});
