import { describe, expect, test } from 'vitest';
import type { Edit } from '../../engine/model/options/value.ts';
import { applyEdits } from '../../engine/nix/edit.ts';
import { add, config, outcome, pkg, remove, set, unset } from './support/apply.ts';

type Case = readonly [title: string, before: string, edit: Edit, after: string];

const UNSET: readonly Case[] = [
  [
    'takes the comment right above along',
    '{\n  a = 1;\n\n  # about b\n  # and more\n  b = 2;\n\n  c = 3;\n}\n',
    unset('b'),
    '{\n  a = 1;\n\n  c = 3;\n}\n',
  ],
  [
    'takes it along where the next has its own',
    '{\n  # about b\n  b = 2;\n  # about c\n  c = 3;\n}\n',
    unset('b'),
    '{\n  # about c\n  c = 3;\n}\n',
  ],
  ['takes it along at the end', '{\n  c = 3;\n  # about b\n  b = 2;\n}\n', unset('b'), '{\n  c = 3;\n}\n'],
  [
    'takes it along with the whole of what it is about',
    '{\n  c = 3;\n\n  # about b\n  b.x = 2;\n  b.y = 2;\n\n  d = 4;\n}\n',
    unset('b'),
    '{\n  c = 3;\n\n  d = 4;\n}\n',
  ],
  [
    'leaves what is about others too',
    '{\n  # about b and c\n  b = 2;\n  c = 3;\n}\n',
    unset('b'),
    '{\n  # about b and c\n  c = 3;\n}\n',
  ],
  [
    'leaves what is about others too, one of them switched off',
    '{\n  # about all\n  b = 2;\n  # x.enable = true;\n  c = 3;\n}\n',
    unset('b'),
    '{\n  # about all\n  # x.enable = true;\n  c = 3;\n}\n',
  ],
  [
    'leaves what is switched off',
    '{\n  c = 3;\n\n  # x.enable = true;\n  b = 2;\n}\n',
    unset('b'),
    '{\n  c = 3;\n\n  # x.enable = true;\n}\n',
  ],
  [
    'leaves a heading',
    '{\n  c = 3;\n\n  # --- network ---\n  b = 2;\n\n  d = 4;\n}\n',
    unset('b'),
    '{\n  c = 3;\n\n  # --- network ---\n\n  d = 4;\n}\n',
  ],
  [
    'leaves a comment that a blank line sets off',
    '{\n  c = 3;\n\n  # of old\n\n  b = 2;\n}\n',
    unset('b'),
    '{\n  c = 3;\n\n  # of old\n}\n',
  ],
];

const REMOVE: readonly Case[] = [
  [
    'leaves what is switched off and is like another item',
    '{ pkgs, ... }:\n{\n  l = [\n    pkgs.a\n    # pkgs.b # broken\n    "x"\n  ];\n}\n',
    remove('l', 'x'),
    '{ pkgs, ... }:\n{\n  l = [\n    pkgs.a\n    # pkgs.b # broken\n  ];\n}\n',
  ],
  [
    'takes the comment before it along, where comments stand before',
    '{ p = [ /* editor */ "vim" /* pager */ "less" ]; }\n',
    remove('p', 'less'),
    '{ p = [ /* editor */ "vim" ]; }\n',
  ],
  [
    'takes a line with its comment out',
    '{\n  p = [\n    /* editor */ "vim"\n    /* pager */ "less"\n  ];\n}\n',
    remove('p', 'vim'),
    '{\n  p = [\n    /* pager */ "less"\n  ];\n}\n',
  ],
  [
    'leaves the comment that stands behind the one before',
    '{ p = [ "vim" /* editor */ "less" ]; }\n',
    remove('p', 'less'),
    '{ p = [ "vim" /* editor */ ]; }\n',
  ],
  [
    'takes the lines above along',
    '{\n  p = [\n    22\n    # for the web\n    80\n  ];\n}\n',
    remove('p', 80),
    '{\n  p = [\n    22\n  ];\n}\n',
  ],
  [
    'leaves items that are switched off',
    '{\n  p = [\n    22\n    # 443\n    80\n  ];\n}\n',
    remove('p', 80),
    '{\n  p = [\n    22\n    # 443\n  ];\n}\n',
  ],
];

const ADD: readonly Case[] = [
  [
    'goes below items that are switched off',
    '{ pkgs, ... }:\n{\n  p = with pkgs; [\n    git\n    # cowsay\n    # gnome.nautilus # files\n  ];\n}\n',
    add('p', pkg('vim')),
    '{ pkgs, ... }:\n{\n  p = with pkgs; [\n    git\n    # cowsay\n    # gnome.nautilus # files\n    vim\n  ];\n}\n',
  ],
  [
    'goes above what is said at the end',
    '{\n  p = [\n    22\n    # 80 is for the proxy\n  ];\n}\n',
    add('p', 443),
    '{\n  p = [\n    22\n    443\n    # 80 is for the proxy\n  ];\n}\n',
  ],
  [
    'is written in full where the others are, under with pkgs too',
    '{ pkgs, ... }:\n{\n  p = with pkgs; [ pkgs.a pkgs.b ];\n}\n',
    add('p', pkg('git')),
    '{ pkgs, ... }:\n{\n  p = with pkgs; [ pkgs.a pkgs.b pkgs.git ];\n}\n',
  ],
];

const PORTS =
  '{\n  p = [\n    22 # ssh\n    80 # web\n    # 8080 is for the proxy\n    443 /* tls */\n  ];\n}\n';

const SET: readonly Case[] = [
  ['adds what is new', PORTS, set('p', [22, 80, 443, 8443]), PORTS.replace('tls */\n', 'tls */\n    8443\n')],
  ['puts it where it belongs', PORTS, set('p', [22, 25, 80, 443]), PORTS.replace('    80', '    25\n    80')],
  ['takes out what goes', PORTS, set('p', [22, 443]), PORTS.replace('    80 # web\n', '')],
  [
    'moves a comment with its item',
    PORTS,
    set('p', [80, 443, 22]),
    '{\n  p = [\n    80 # web\n    # 8080 is for the proxy\n    443 /* tls */\n    22 # ssh\n  ];\n}\n',
  ],
  [
    'stays on its line',
    '{ p = lib.mkForce [ "a" /* one */ "b" ]; }\n',
    set('p', ['x', 'a', 'c']),
    '{ p = lib.mkForce [ "x" "a" /* one */ "c" ]; }\n',
  ],
  [
    'keeps the entries of a set, and changes each alone',
    '{\n  a.b = {\n    # full name\n    name = "Alice";\n    hers = true; # yes\n    groups = [\n      "wheel" # admin\n    ];\n\n    # gone\n    home = "/a";\n  };\n}\n',
    set('a.b', { type: 'attrs', entries: { name: 'Bob', hers: true, groups: ['wheel', 'x'], uid: 1 } }),
    '{\n  a.b = {\n    # full name\n    name = "Bob";\n    hers = true; # yes\n    groups = [\n      "wheel" # admin\n      "x"\n    ];\n    uid = 1;\n  };\n}\n',
  ],
  [
    'keeps entries that are written with dots',
    '{\n  a = {\n    b.c = 1; # one\n    b.d = 2;\n    e = 3;\n  };\n}\n',
    set('a', { type: 'attrs', entries: { b: { type: 'attrs', entries: { c: 1, x: 5 } } } }),
    '{\n  a = {\n    b.c = 1; # one\n    b.x = 5;\n  };\n}\n',
  ],
];

describe('comments', () => {
  test.each(UNSET)('unset %s', (_title, before, edit, after) => {
    expect(outcome(config(before), edit)).toBe(after);
  });

  test.each(REMOVE)('remove %s', (_title, before, edit, after) => {
    expect(outcome(config(before), edit)).toBe(after);
  });

  test.each(ADD)('an added item %s', (_title, before, edit, after) => {
    expect(outcome(config(before), edit)).toBe(after);
  });

  test.each(SET)('set of a list or a set %s', (_title, before, edit, after) => {
    expect(outcome(config(before), edit)).toBe(after);
  });

  test('set says that comments go where nothing of the value stays', () => {
    const result = applyEdits(config(PORTS), [set('p', [1])]);
    expect(result.value?.files.get('configuration.nix')).toBe('{\n  p = [ 1 ];\n}\n');
    expect(result.findings).toMatchObject([
      { code: 'NIX117', severity: 'warning', position: { file: 'configuration.nix', line: 2 } },
    ]);
    expect(applyEdits(config('{ p = [ 2 ]; }\n'), [set('p', [1])]).findings).toEqual([]);
  });
});
