import { describe, expect, test } from 'vitest';
import { splitOptionPath } from '../../engine/model/options/option.ts';
import { renameOption } from '../../engine/nix/edits/rename.ts';
import { config } from './support/apply.ts';

interface Case {
  readonly title: string;
  readonly before: string;
  readonly from: string;
  readonly to: string;
  readonly after: string;
}

/** `configuration.nix` after the rename, or `CODE at line` of what it was refused for. */
function renamed({ before, from, to }: Case): string {
  const result = renameOption(config(before), splitOptionPath(from), splitOptionPath(to));
  if (result.ok) return result.value.get('configuration.nix') ?? before;
  const [finding] = result.findings;
  return `${finding?.code ?? ''}${finding?.position === undefined ? '' : ` at ${finding.position.line}`}`;
}

const CASES: readonly Case[] = [
  {
    title: 'refuses a new name that is defined in parts',
    before: '{\n  a.b = 1;\n  c.d.x = 2;\n}\n',
    from: 'a.b',
    to: 'c.d',
    after: 'NIX120 at 3',
  },
  {
    title: 'quotes a new name that is no identifier',
    before: '{ a.b = 1; }\n',
    from: 'a.b',
    to: 'a."x y"',
    after: '{ a."x y" = 1; }\n',
  },
  {
    title: 'keeps what is written below the renamed part, computed names too',
    before: '{ name, ... }:\n{\n  users.users.${name}.shell = "x";\n}\n',
    from: 'users.users',
    to: 'people',
    after: '{ name, ... }:\n{\n  people.${name}.shell = "x";\n}\n',
  },
  {
    title: 'renames every definition, whatever its priority and condition',
    before:
      '{ lib, c, ... }:\nlib.mkMerge [\n  { a.b = lib.mkDefault 1; }\n  { a = lib.mkIf c { b = 2; }; }\n]\n',
    from: 'a.b',
    to: 'a.c',
    after:
      '{ lib, c, ... }:\nlib.mkMerge [\n  { a.c = lib.mkDefault 1; }\n  { a = lib.mkIf c { c = 2; }; }\n]\n',
  },
  {
    title: 'renames what reads it, with or without a default, and leaves other names',
    before:
      '{ config, ... }:\n{\n  a.b = 1;\n  x = config.a.b or 2;\n  y = config ? a.b;\n  z = config.a.bc;\n}\n',
    from: 'a.b',
    to: 'n',
    after: '{ config, ... }:\n{\n  n = 1;\n  x = config.n or 2;\n  y = config ? n;\n  z = config.a.bc;\n}\n',
  },
  {
    title: 'moves two definitions out of one block, which goes when it is empty',
    before: '{\n  a.b = {\n    c.x = 1;\n    c.y = [\n      1\n    ];\n  };\n}\n',
    from: 'a.b.c',
    to: 'n',
    after: '{\n  n.x = 1;\n  n.y = [\n    1\n  ];\n}\n',
  },
  {
    title: 'does not shift the lines of a string that it moves',
    before: "{\n  a = {\n    b.c = ''\n      text\n    '';\n    z = 1;\n  };\n}\n",
    from: 'a.b.c',
    to: 'n',
    after: "{\n  a = {\n    z = 1;\n  };\n  n = ''\n      text\n    '';\n}\n",
  },
  {
    title: 'refuses to move what uses names of its set',
    before: '{\n  a = rec {\n    x = 1;\n    b = x;\n  };\n}\n',
    from: 'a.b',
    to: 'n',
    after: 'NIX121 at 4',
  },
  {
    title: 'refuses a name within the other',
    before: '{ a.b = 1; }\n',
    from: 'a.b',
    to: 'a.b.c',
    after: 'NIX121',
  },
  {
    title: 'refuses a place at which older Nix would not read the file',
    before: '{\n  a = 1;\n  b = {\n    c = { };\n  };\n}\n',
    from: 'a',
    to: 'b.c.d',
    after: 'NIX121',
  },
  {
    title: 'takes the same place where the set stands in front of it',
    before: '{\n  b = {\n    c = { };\n  };\n  a = 1;\n}\n',
    from: 'a',
    to: 'b.c.d',
    after: '{\n  b = {\n    c = { };\n  };\n  b.c.d = 1;\n}\n',
  },
  {
    title: 'takes it in a file that only newer Nix reads already',
    before: '{\n  a = 1;\n  b = {\n    c = { };\n  };\n  b.c.e = 1;\n  z.y.x = 1;\n  z = { y = { }; };\n}\n',
    from: 'a',
    to: 'b.c.d',
    after:
      '{\n  b.c.d = 1;\n  b = {\n    c = { };\n  };\n  b.c.e = 1;\n  z.y.x = 1;\n  z = { y = { }; };\n}\n',
  },
  { title: 'refuses an empty name', before: '{ a.b = 1; }\n', from: 'a.b', to: '', after: 'NIX114' },
  {
    title: 'refuses a part of a module',
    before: '{ a.b = 1; }\n',
    from: 'a.b',
    to: 'config.b',
    after: 'NIX116',
  },
  {
    title: 'refuses an inherited option',
    before: 'let b = 1; in\n{\n  a = { inherit b; };\n}\n',
    from: 'a.b',
    to: 'a.c',
    after: 'NIX105 at 3',
  },
  {
    title: 'takes an inherited option along with the set above it',
    before: 'let b = 1; in\n{\n  a = { inherit b; };\n}\n',
    from: 'a',
    to: 'n',
    after: 'let b = 1; in\n{\n  n = { inherit b; };\n}\n',
  },
  {
    title: 'binds a name that was inherited from the configuration to the option of the new name',
    before: '{ config, ... }:\nlet inherit (config.a) b other; in\n{\n  a.b = 1;\n  c = b;\n}\n',
    from: 'a.b',
    to: 'a.n',
    after: '{ config, ... }:\nlet inherit (config.a) other; b = config.a.n; in\n{\n  a.n = 1;\n  c = b;\n}\n',
  },
  {
    title: 'refuses where the old name may be in a computed set',
    before: '{\n  a = import ./a.nix;\n}\n',
    from: 'a.b',
    to: 'a.c',
    after: 'NIX104 at 2',
  },
  {
    title: 'refuses where the new name may be in a computed set',
    before: '{\n  b = 1;\n  a = import ./a.nix;\n}\n',
    from: 'b',
    to: 'a.c',
    after: 'NIX104 at 3',
  },
];

describe('renaming an option', () => {
  test.each(CASES)('$title', (each) => {
    expect(renamed(each)).toBe(each.after);
  });

  test.each([
    ['a comment', '{ a.b = 1; } # not a.bc, nor xa.b, but a.b.c\n', [1]],
    ['a text', '{\n  a.b = 1;\n  c = "see a.b";\n}\n', [3]],
    ['a name', '{ config, ... }:\nlet cfg = config.a; in {\n  a.b = 1;\n  c = cfg.b.x;\n}\n', [4]],
    [
      'an inherited name',
      '{ config, ... }:\nlet inherit (config) a; in {\n  a.b = 1;\n  c = a.b;\n}\n',
      [4, 4],
    ],
    ['nothing else', '{ config, ... }:\n{\n  a.b = 1;\n  c = config.a.b.d;\n  d = "ca.b-c";\n}\n', []],
  ])('says where the old name is still mentioned: %s', (_what, before, lines) => {
    const { findings } = renameOption(config(before), ['a', 'b'], ['a', 'n']);
    expect(findings.map(({ code, position }) => [code, position?.line])).toEqual(
      lines.map((line) => ['NIX130', line]),
    );
  });

  test('says of files that nothing imports that they have the old name', () => {
    const before = config('{ a.b = 1; }\n', { 'stray.nix': '{\n  a.b = 1;\n}\n' });
    const [finding, ...others] = renameOption(before, ['a', 'b'], ['a', 'n']).findings;
    expect(finding).toMatchObject({ code: 'NIX130', position: { file: 'stray.nix', line: 2 } });
    expect(others).toEqual([]);
  });

  test('reaches imported modules, and gives only what changed', () => {
    const before = config('{ imports = [ ./a.nix ./b.nix ]; }\n', {
      'a.nix': '{ a.b = 1; }\n',
      'b.nix': '{ c = 1; }\n',
      'stray.nix': '{ a.b = 1; }\n',
    });
    const result = renameOption(before, ['a', 'b'], ['a', 'n']);
    expect(result.value).toEqual(new Map([['a.nix', '{ a.n = 1; }\n']]));
  });
});
