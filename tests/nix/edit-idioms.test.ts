import { describe, expect, test } from 'vitest';
import type { Edit } from '../../engine/model/options/value.ts';
import { applyEdits } from '../../engine/nix/edit.ts';
import { add, config, outcome, pkg, remove, set, unset } from './support/apply.ts';

const PACKAGES = 'environment.systemPackages';

/** A module whose list of packages is written so. */
function listed(list: string, head = '{ pkgs, lib, config, ... }:'): string {
  return `${head}\n{\n  ${PACKAGES} = ${list};\n}\n`;
}

describe('a list of packages', () => {
  const HTOP = remove(PACKAGES, pkg('htop'));
  const VIM = add(PACKAGES, pkg('vim'));

  test.each<[string, string, Edit, string]>([
    ['inherited names', '[ git htop ]', HTOP, '[ git ]'],
    ['inherited names', '[ git htop ]', VIM, '[ git htop pkgs.vim ]'],
    [
      'values of a set',
      'builtins.attrValues { inherit (pkgs) git htop; }',
      VIM,
      'builtins.attrValues { inherit (pkgs) git htop vim; }',
    ],
    [
      'values of a set',
      'builtins.attrValues { inherit (pkgs) git htop; }',
      HTOP,
      'builtins.attrValues { inherit (pkgs) git; }',
    ],
    [
      'values of a set, a line each',
      'lib.attrValues {\n    inherit (pkgs)\n      git # versions\n      htop # processes\n      ;\n  }',
      HTOP,
      'lib.attrValues {\n    inherit (pkgs)\n      git # versions\n      ;\n  }',
    ],
    [
      'values of a set within pkgs',
      'attrValues { inherit (pkgs) git; inherit (pkgs.kdePackages) kate; x = pkgs.htop; }',
      add(PACKAGES, pkg('kdePackages.okular'), pkg('vim')),
      'attrValues { inherit (pkgs) git vim; inherit (pkgs.kdePackages) kate okular; x = pkgs.htop; }',
    ],
    [
      'a value with a name of its own',
      'attrValues { inherit (pkgs) git; x = pkgs.htop; }',
      HTOP,
      'attrValues { inherit (pkgs) git; }',
    ],
    [
      'two values of a set, one of them with a name of its own',
      'attrValues { inherit (pkgs) git htop vim; x = pkgs.wget; }',
      remove(PACKAGES, pkg('vim'), pkg('git'), pkg('wget')),
      'attrValues { inherit (pkgs) htop; }',
    ],
    [
      'values of a set where the name is taken',
      'attrValues { inherit (pkgs) git; vim = pkgs.neovim; }',
      VIM,
      'attrValues { inherit (pkgs) git; vim = pkgs.neovim; } ++ [ pkgs.vim ]',
    ],
    [
      'values of a set and a longer list',
      'attrValues { inherit (pkgs) git; } ++ [ pkgs.a pkgs.b ]',
      VIM,
      'attrValues { inherit (pkgs) git; } ++ [ pkgs.a pkgs.b pkgs.vim ]',
    ],
    [
      'a conditional part',
      'lib.optionals config.x (with pkgs; [ htop ])',
      VIM,
      'lib.optionals config.x (with pkgs; [ htop ]) ++ [ pkgs.vim ]',
    ],
    [
      'a list beside a conditional part',
      '[ pkgs.git ] ++ lib.optionals config.x [ pkgs.htop ]',
      VIM,
      '[ pkgs.git pkgs.vim ] ++ lib.optionals config.x [ pkgs.htop ]',
    ],
    [
      'mkMerge',
      'lib.mkMerge [ [ pkgs.git ] (lib.mkIf config.x [ ]) ]',
      VIM,
      'lib.mkMerge [ [ pkgs.git pkgs.vim ] (lib.mkIf config.x [ ]) ]',
    ],
    [
      'mkMerge of conditions alone',
      'lib.mkMerge [ (lib.mkIf config.x [ pkgs.git ]) ]',
      VIM,
      'lib.mkMerge [ (lib.mkIf config.x [ pkgs.git ]) [ pkgs.vim ] ]',
    ],
    ['a package set of another name', '[ pkgs.unstable.htop ]', HTOP, '[ pkgs.unstable.htop ]'],
  ])('%s: %s', (_what, before, edit, after) => {
    const head =
      '{ pkgs, lib, config, ... }:\nlet inherit (pkgs) git htop; inherit (builtins) attrValues; in';
    expect(outcome(config(listed(before, head)), edit)).toBe(listed(after, head));
  });

  test.each<[string, string, string]>([
    ['nested with', 'with pkgs; with kdePackages; [ kate htop ]', 'htop'],
    ['a with of another package set', 'with pkgs-unstable; [ htop ]', 'htop'],
    ['an override', '[ (pkgs.htop.override { }) ]', '(pkgs.htop.override { })'],
    ['a condition', 'lib.optionals config.x [ pkgs.htop ]', 'pkgs.htop'],
    ['a computed list', 'map (x: x) [ pkgs.htop ]', 'map (x: x) [ pkgs.htop ]'],
    ['values of a computed set', 'attrValues (f pkgs)', 'attrValues (f pkgs)'],
  ])('refuses to take out what cannot be known, and quotes it: %s', (_what, list, quoted) => {
    const [finding] = applyEdits(config(listed(list, '{ pkgs, lib, pkgs-unstable, ... }:')), [HTOP]).findings;
    expect(finding).toMatchObject({ code: 'NIX109', position: { file: 'configuration.nix', line: 3 } });
    expect(finding?.message).toContain(`(configuration.nix:3: ${quoted})`);
  });

  test('of `with import <nixpkgs>` is of the package set', () => {
    const before = listed('with pkgs; [ kdePackages.kate git ]', 'with import <nixpkgs> { };');
    expect(outcome(config(before), remove(PACKAGES, pkg('kdePackages.kate')))).toBe(
      before.replace('kdePackages.kate ', ''),
    );
    expect(outcome(config(before), VIM)).toBe(before.replace('git ]', 'git vim ]'));
  });
});

describe('definitions', () => {
  test.each<[string, string, Edit, string]>([
    [
      'a default of a whole set',
      '{ lib, ... }:\n{\n  a = lib.mkDefault { b = 1; };\n}\n',
      set('a.b', 2),
      '{ lib, ... }:\n{\n  a = lib.mkDefault { b = 2; };\n}\n',
    ],
    [
      'one side of //',
      '{ lib, c, ... }:\n{\n  a = { x = 1; } // lib.optionalAttrs c { y = 2; };\n}\n',
      set('a.z', 3),
      '{ lib, c, ... }:\n{\n  a = { x = 1; z = 3; } // lib.optionalAttrs c { y = 2; };\n}\n',
    ],
    [
      'what no operand of // can have',
      '{ lib, c, ... }:\nlet o = lib.optionalAttrs c { y = 1; }; in\n{\n  a = { x = 1; } // o;\n}\n',
      unset('a.z'),
      '{ lib, c, ... }:\nlet o = lib.optionalAttrs c { y = 1; }; in\n{\n  a = { x = 1; } // o;\n}\n',
    ],
    [
      'an argument beside dots on a line of their own',
      '{\n  ...\n}:\n{\n  a = 1;\n}\n',
      set('a', pkg('zsh')),
      '{\n  pkgs,\n  ...\n}:\n{\n  a = pkgs.zsh;\n}\n',
    ],
    [
      'a text of several lines between tabs, which Nix would keep',
      '{\n\ta = 1;\n}\n',
      set('a', 'one\ntwo\n'),
      '{\n\ta = "one\\ntwo\\n";\n}\n',
    ],
    [
      'a value in a rec set that no other uses',
      'rec {\n  a = 1;\n  b = 2;\n  c = b;\n}\n',
      unset('a'),
      'rec {\n  b = 2;\n  c = b;\n}\n',
    ],
    [
      'beside a condition',
      '{ lib, c, ... }:\n{\n  a.b = lib.mkIf c true;\n}\n',
      set('a.c', 3),
      '{ lib, c, ... }:\n{\n  a.b = lib.mkIf c true;\n  a.c = 3;\n}\n',
    ],
    [
      'sets that only newer Nix merges',
      '{\n  s.a.x = 1;\n  s = { a = { y = 2; }; };\n}\n',
      set('s.a.z', 3),
      '{\n  s.a.x = 1;\n  s = { a = { y = 2; z = 3; }; };\n}\n',
    ],
    [
      'beside a pipe',
      '{ f, ... }:\n{\n  a = [ 1 ] |> f;\n}\n',
      set('b', 2),
      '{ f, ... }:\n{\n  a = [ 1 ] |> f;\n  b = 2;\n}\n',
    ],
  ])('%s', (_what, before, edit, after) => {
    expect(outcome(config(before), edit)).toBe(after);
  });

  test.each<[string, string, Edit, string, string]>([
    [
      'mkIf behind let',
      'a.b = let d = 1; in lib.mkIf c d;',
      set('a.b', 2),
      'NIX101',
      'a.b = let d = 1; in lib.mkIf c d;',
    ],
    ['mkMerge of a computed list', 'a = lib.mkMerge (f c);', add('a', 1), 'NIX109', 'lib.mkMerge (f c)'],
    ['mkIf', 'a.b = lib.mkIf c true;', set('a.b', false), 'NIX101', 'a.b = lib.mkIf c true;'],
    ['optionalAttrs', 'a = lib.optionalAttrs c { b = 1; };', unset('a.b'), 'NIX101', 'b = 1;'],
    ['hidden by //', 'a = { b = 1; } // lib.optionalAttrs c { b = 2; };', set('a.b', 3), 'NIX101', 'b = 2;'],
    ['an operand of //', 'a = { b = 1; } // c;', set('a.d', 3), 'NIX104', 'a = { b = 1; } // c;'],
    ['used in a rec set', 'a = rec { b = 1; d = b; };', unset('a.b'), 'NIX104', 'b)'],
    ['a computed set', 'a = import ./a.nix;', set('a.b', 3), 'NIX104', 'a = import ./a.nix;'],
    ['inherit', 'a = { inherit (c) b; };', set('a.b', 3), 'NIX105', 'inherit (c) b;'],
  ])('are refused with the place and its text: %s', (_what, binding, edit, code, quoted) => {
    const [finding] = applyEdits(config(`{ lib, c, ... }: {\n  ${binding}\n}\n`), [edit]).findings;
    expect(finding).toMatchObject({ code, position: { file: 'configuration.nix', line: 2 } });
    expect(finding?.message).toContain(`configuration.nix:2: ${quoted}`);
  });

  test('of a rec set that others use are said to change these too', () => {
    const before = '{\n  a = rec {\n    port = 80;\n    ports = [ port ];\n  };\n}\n';
    const result = applyEdits(config(before), [set('a.port', 81)]);
    expect(result.value?.files.get('configuration.nix')).toBe(before.replace('= 80', '= 81'));
    expect(result.findings).toMatchObject([
      { code: 'NIX119', position: { file: 'configuration.nix', line: 4 } },
    ]);
    expect(applyEdits(config(before), [add('a.ports', 82)]).findings).toEqual([]);
  });
});
