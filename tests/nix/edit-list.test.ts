import { describe, expect, test } from 'vitest';
import type { Edit } from '../../engine/model/options/value.ts';
import { add, config, outcome, pkg, remove } from './support/apply.ts';

interface Case {
  readonly title: string;
  readonly before: string;
  readonly edit: Edit;
  readonly after: string;
}

const ADD: readonly Case[] = [
  {
    title: 'stays on the line of a one-line list',
    before: '{ p = [ 22 ]; # ssh\n}\n',
    edit: add('p', 80, 443),
    after: '{ p = [ 22 80 443 ]; # ssh\n}\n',
  },
  {
    title: 'gives each item a line where the others have one, below the comment of the last',
    before: '{\n  p = [\n    80\n    443 # https\n  ];\n}\n',
    edit: add('p', 22, 25),
    after: '{\n  p = [\n    80\n    443 # https\n    22\n    25\n  ];\n}\n',
  },
  {
    title: 'keeps several items a line',
    before: '{\n  p = [\n    1 2\n    3 4\n  ];\n}\n',
    edit: add('p', 5),
    after: '{\n  p = [\n    1 2\n    3 4 5\n  ];\n}\n',
  },
  {
    title: 'fills an empty list',
    before: '{ p = [ ]; }\n',
    edit: add('p', 'x'),
    after: '{ p = [ "x" ]; }\n',
  },
  {
    title: 'fills a list without space',
    before: '{ p = []; }\n',
    edit: add('p', 'x'),
    after: '{ p = [ "x" ]; }\n',
  },
  {
    title: 'fills a list without space as the other lists are written',
    before: '{ p = []; q = ["a" "b"]; }\n',
    edit: add('p', 'x'),
    after: '{ p = ["x"]; q = ["a" "b"]; }\n',
  },
  {
    title: 'fills a list that only has a comment',
    before: '{\n  p = [\n    # none yet\n  ];\n}\n',
    edit: add('p', 'x'),
    after: '{\n  p = [\n    # none yet\n    "x"\n  ];\n}\n',
  },
  {
    title: 'starts a line behind a line comment',
    before: '{\n  p = [ 1 # one\n  ];\n}\n',
    edit: add('p', 2),
    after: '{\n  p = [ 1 # one\n    2\n  ];\n}\n',
  },
  {
    title: 'skips what is there and what is named twice',
    before: '{ p = [ "a" ]; }\n',
    edit: add('p', 'a', 'b', 'b'),
    after: '{ p = [ "a" "b" ]; }\n',
  },
  {
    title: 'changes nothing when all is there',
    before: '{ p = [ "a" 1 ]; }\n',
    edit: add('p', 1, 'a'),
    after: '{ p = [ "a" 1 ]; }\n',
  },
  {
    title: 'writes packages short under with pkgs, and knows them there',
    before: '{ pkgs, ... }: { p = with pkgs; [ vim ]; }\n',
    edit: add('p', pkg('vim'), pkg('htop'), pkg('python3Packages.requests')),
    after: '{ pkgs, ... }: { p = with pkgs; [ vim htop python3Packages.requests ]; }\n',
  },
  {
    title: 'writes packages in full elsewhere, and knows them there',
    before: '{ pkgs, ... }: { p = [ pkgs.vim ]; }\n',
    edit: add('p', pkg('vim'), pkg('htop')),
    after: '{ pkgs, ... }: { p = [ pkgs.vim pkgs.htop ]; }\n',
  },
  {
    title: 'writes packages of a nested set short where with reaches them',
    before: '{ pkgs, ... }: { p = with pkgs.python3Packages; [ flask ]; }\n',
    edit: add('p', pkg('python3Packages.flask'), pkg('python3Packages.requests'), pkg('git')),
    after: '{ pkgs, ... }: { p = with pkgs.python3Packages; [ flask requests pkgs.git ]; }\n',
  },
  {
    title: 'writes a package in full where an argument has its name',
    before: '{ pkgs, git, ... }: { p = with pkgs; [ vim ]; }\n',
    edit: add('p', pkg('git')),
    after: '{ pkgs, git, ... }: { p = with pkgs; [ vim pkgs.git ]; }\n',
  },
  {
    title: 'writes a package in full where a builtin has its name',
    before: '{ pkgs, ... }: { p = with pkgs; [ vim placeholder ]; }\n',
    edit: add('p', pkg('placeholder')),
    after: '{ pkgs, ... }: { p = with pkgs; [ vim placeholder pkgs.placeholder ]; }\n',
  },
  {
    title: 'brings pkgs into a module without it',
    before: '{ ... }:\n{\n  p = [ ];\n}\n',
    edit: add('p', pkg('git')),
    after: '{ pkgs, ... }:\n{\n  p = [ pkgs.git ];\n}\n',
  },
  {
    title: 'takes the literal part of a chain that is under with pkgs',
    before:
      '{ pkgs, lib, ... }: { p = [ pkgs.a ] ++ (with pkgs; [ b ]) ++ lib.optionals true [ pkgs.c ]; }\n',
    edit: add('p', pkg('d')),
    after:
      '{ pkgs, lib, ... }: { p = [ pkgs.a ] ++ (with pkgs; [ b d ]) ++ lib.optionals true [ pkgs.c ]; }\n',
  },
  {
    title: 'adds what is there only under a condition',
    before: '{ lib, ... }: { p = [ 1 ] ++ lib.optionals false [ 2 ] ++ lib.optional false 3; }\n',
    edit: add('p', 2, 3),
    after: '{ lib, ... }: { p = [ 1 2 3 ] ++ lib.optionals false [ 2 ] ++ lib.optional false 3; }\n',
  },
  {
    title: 'takes a list written in place before one bound by let',
    before: 'let l = [ 1 ]; in { p = l ++ [ 2 ]; }\n',
    edit: add('p', 3),
    after: 'let l = [ 1 ]; in { p = l ++ [ 2 3 ]; }\n',
  },
  {
    title: 'adds to a list bound by let',
    before: 'let l = [ 1 ]; in { p = l; }\n',
    edit: add('p', 2),
    after: 'let l = [ 1 2 ]; in { p = l; }\n',
  },
  {
    title: 'joins to a list bound by let that is used elsewhere too',
    before: 'let l = [ 1 ]; in { p = l; q = l; }\n',
    edit: add('p', 2),
    after: 'let l = [ 1 ]; in { p = l ++ [ 2 ]; q = l; }\n',
  },
  {
    title: 'joins to a computed list',
    before: '{ f, ... }: { p = map f [ 1 ]; }\n',
    edit: add('p', 2),
    after: '{ f, ... }: { p = map f [ 1 ] ++ [ 2 ]; }\n',
  },
  {
    title: 'joins with parentheses where they are needed',
    before:
      '{ lib, c, ... }: { p = lib.mkForce (if c then [ 1 ] else [ ]); q = if c then [ 1 ] else [ ]; }\n',
    edit: add('q', 2),
    after:
      '{ lib, c, ... }: { p = lib.mkForce (if c then [ 1 ] else [ ]); q = (if c then [ 1 ] else [ ]) ++ [ 2 ]; }\n',
  },
  {
    title: 'adds inside mkForce and mkAfter',
    before: '{ lib, ... }: { p = lib.mkForce (lib.mkAfter [ 1 ]); }\n',
    edit: add('p', -2),
    after: '{ lib, ... }: { p = lib.mkForce (lib.mkAfter [ 1 (-2) ]); }\n',
  },
  {
    title: 'adds to the sure one of two definitions',
    before:
      '{ lib, ... }: {\n  a = lib.mkMerge [\n    (lib.mkIf true { p = [ 1 ]; })\n    { p = [ 2 ]; }\n  ];\n}\n',
    edit: add('a.p', 3),
    after:
      '{ lib, ... }: {\n  a = lib.mkMerge [\n    (lib.mkIf true { p = [ 1 ]; })\n    { p = [ 2 3 ]; }\n  ];\n}\n',
  },
  {
    title: 'refuses when every definition is conditional',
    before: '{ lib, ... }: {\n  a = lib.mkIf true { p = [ 1 ]; };\n}\n',
    edit: add('a.p', 3),
    after: 'NIX101 at configuration.nix:2',
  },
  {
    title: 'refuses a value that is no list',
    before: '{ p = "x"; }\n',
    edit: add('p', 3),
    after: 'NIX107 at configuration.nix:1',
  },
  {
    title: 'refuses a set',
    before: '{ p.q = 1; }\n',
    edit: add('p', 3),
    after: 'NIX107 at configuration.nix:1',
  },
];

const REMOVE: readonly Case[] = [
  {
    title: 'takes the line and the comment of an item out',
    before: '{\n  p = [\n    80\n    443 # https\n    22\n  ];\n}\n',
    edit: remove('p', 443),
    after: '{\n  p = [\n    80\n    22\n  ];\n}\n',
  },
  {
    title: 'closes the gap on a line',
    before: '{ p = [ 1 2 3 ]; }\n',
    edit: remove('p', 2),
    after: '{ p = [ 1 3 ]; }\n',
  },
  {
    title: 'takes the first of a line',
    before: '{ p = [ 1 2 3 ]; }\n',
    edit: remove('p', 1),
    after: '{ p = [ 2 3 ]; }\n',
  },
  {
    title: 'takes neighbours out',
    before: '{ p = [ 1 2 3 4 ]; }\n',
    edit: remove('p', 2, 3),
    after: '{ p = [ 1 4 ]; }\n',
  },
  { title: 'empties a list', before: '{ p = [ 1 2 ]; }\n', edit: remove('p', 1, 2), after: '{ p = [ ]; }\n' },
  {
    title: 'copes with brackets without space',
    before: '{ p = [1 2]; }\n',
    edit: remove('p', 1),
    after: '{ p = [2]; }\n',
  },
  {
    title: 'takes an item out that shares the line of the bracket',
    before: '{\n  p = [ 1 # one\n    2 ];\n}\n',
    edit: remove('p', 1),
    after: '{\n  p = [\n    2 ];\n}\n',
  },
  {
    title: 'leaves the other items of a line alone',
    before: '{\n  p = [\n    1 2\n    3 4\n  ];\n}\n',
    edit: remove('p', 3),
    after: '{\n  p = [\n    1 2\n    4\n  ];\n}\n',
  },
  {
    title: 'takes every occurrence out',
    before: '{ pkgs, ... }: { p = [ pkgs.a ] ++ (with pkgs; [ a b ]); }\n',
    edit: remove('p', pkg('a')),
    after: '{ pkgs, ... }: { p = (with pkgs; [ b ]); }\n',
  },
  {
    title: 'takes the operator along with a side that becomes empty',
    before: 'let l = [ 1 ]; in { p = l ++ [ 2 ]; q = l; }\n',
    edit: remove('p', 2),
    after: 'let l = [ 1 ]; in { p = l; q = l; }\n',
  },
  {
    title: 'edits the list that let binds',
    before: '{ pkgs, ... }:\nlet\n  editors = with pkgs; [ vim emacs ];\nin\n{ p = editors ++ [ ]; }\n',
    edit: remove('p', pkg('vim')),
    after: '{ pkgs, ... }:\nlet\n  editors = with pkgs; [ emacs ];\nin\n{ p = editors ++ [ ]; }\n',
  },
  {
    title: 'refuses a list that let binds for several places',
    before: 'let\n  l = [ 1 ];\nin { p = l; q = l; }\n',
    edit: remove('p', 1),
    after: 'NIX109 at configuration.nix:2',
  },
  {
    title: 'refuses a list that is a part of one which let binds for several places',
    before: 'let\n  l = [ 1 ];\n  all = l ++ [ 2 ];\nin { p = all; q = all; }\n',
    edit: remove('p', 1),
    after: 'NIX109 at configuration.nix:2',
  },
  {
    title: 'adds nothing to a part of a list that let binds for several places',
    before: 'let\n  l = [ 1 ];\n  all = l ++ [ 2 ];\nin { p = all; q = all; }\n',
    edit: add('p', 3),
    after: 'let\n  l = [ 1 ];\n  all = l ++ [ 2 ];\nin { p = all ++ [ 3 ]; q = all; }\n',
  },
  {
    title: 'refuses an item under a condition',
    before: '{ lib, ... }: {\n  p = [ 1 ] ++ lib.optionals true\n    [ 2 ];\n}\n',
    edit: remove('p', 2),
    after: 'NIX109 at configuration.nix:3',
  },
  {
    title: 'refuses when the item may be computed',
    before: '{ f, ... }: {\n  p = [ 1 ] ++ f 2;\n}\n',
    edit: remove('p', 2),
    after: 'NIX109 at configuration.nix:2',
  },
  {
    title: 'changes nothing when the item is not there',
    before: '{ p = [ 1 ]; }\n',
    edit: remove('p', 2),
    after: '{ p = [ 1 ]; }\n',
  },
  {
    title: 'changes nothing when the option is not there',
    before: '{ p = [ 1 ]; }\n',
    edit: remove('q', 2),
    after: '{ p = [ 1 ]; }\n',
  },
];

describe.each([
  ['add', ADD],
  ['remove', REMOVE],
])('%s', (_, cases) => {
  test.each(cases)('$title', ({ before, edit, after }) => {
    expect(outcome(config(before), edit)).toBe(after);
  });

  test.each(cases)('changes nothing the second time: $title', ({ before, edit, after }) => {
    const again = after.startsWith('NIX') ? before : after;
    expect(outcome(config(again), edit)).toBe(after);
  });
});
