import { describe, expect, test } from 'vitest';
import type { Edit } from '../../engine/model/options/value.ts';
import { applyEdits, type SeenBy } from '../../engine/nix/edit.ts';
import { add, config, outcome, remove, set, unset } from './support/apply.ts';

const DOCKER = add('users.users.alice.extraGroups', 'docker');

describe('a computed name that the text tells', () => {
  test.each<[string, string, Edit, string]>([
    [
      'let',
      'let user = "alice"; in\n{\n  users.users.${user} = {\n    extraGroups = [ "wheel" ];\n  };\n}\n',
      DOCKER,
      'let user = "alice"; in\n{\n  users.users.${user} = {\n    extraGroups = [ "wheel" "docker" ];\n  };\n}\n',
    ],
    [
      'in quotes',
      'let user = "alice"; in\n{\n  users.users."${user}" = { uid = 1; };\n}\n',
      set('users.users.alice.uid', 2),
      'let user = "alice"; in\n{\n  users.users."${user}" = { uid = 2; };\n}\n',
    ],
    [
      'in parts',
      'let me.name = "ali"; in\n{\n  users.users."${me.name}ce" = { uid = 1; };\n}\n',
      unset('users.users.alice.uid'),
      'let me.name = "ali"; in\n{ }\n',
    ],
    [
      'rec',
      'rec {\n  _module.args.u = "alice";\n  user = "alice";\n  users.users.${user}.groups = [ "a" ];\n}\n',
      remove('users.users.alice.groups', 'a'),
      'rec {\n  _module.args.u = "alice";\n  user = "alice";\n  users.users.${user}.groups = [ ];\n}\n',
    ],
    [
      'nested',
      'let u = "alice"; in\n{\n  users = {\n    users = {\n      ${u} = { };\n    };\n  };\n}\n',
      DOCKER,
      'let u = "alice"; in\n{\n  users = {\n    users = {\n      ${u} = {\n        extraGroups = [ "docker" ];\n      };\n    };\n  };\n}\n',
    ],
    [
      'one attribute of it',
      'let u = "alice"; in\n{\n  users.users.${u}.isNormalUser = true; # she\n}\n',
      DOCKER,
      'let u = "alice"; in\n{\n  users.users.${u} = {\n    isNormalUser = true; # she\n    extraGroups = [ "docker" ];\n  };\n}\n',
    ],
    [
      'one attribute of it, beside another thing on its line',
      'let u = "alice"; in\n{\n  users.users.${u}.isNormalUser = true; a = 1;\n}\n',
      DOCKER,
      'NIX104 at configuration.nix:3',
    ],
    [
      'of another user',
      'let u = "bob"; in\n{\n  users.users.${u}.isNormalUser = true;\n}\n',
      DOCKER,
      'let u = "bob"; in\n{\n  users.users.${u}.isNormalUser = true;\n  users.users.alice.extraGroups = [ "docker" ];\n}\n',
    ],
    [
      'of Home Manager',
      'let u = "alice"; in\n{\n  home-manager.users.${u} = { programs.git.enable = false; };\n}\n',
      set('home-manager.users.alice.programs.git.enable', true),
      'let u = "alice"; in\n{\n  home-manager.users.${u} = { programs.git.enable = true; };\n}\n',
    ],
  ])('is that name: %s', (_what, before, edit, after) => {
    expect(outcome(config(before), edit)).toBe(after);
  });
});

const COMPUTED: readonly (readonly [string, string])[] = [
  ['an argument', '{ username, ... }:\n{\n  users.users.${username} = { uid = 1; };\n}\n'],
  ['in quotes', '{ username, ... }:\n{\n  users.users."${username}".uid = 1;\n}\n'],
  ['a default, which modules do not take', '{ u ? "bob", ... }:\n{\n  users.users.${u} = { };\n}\n'],
  ['of the configuration', '{ config, ... }:\n{\n  users = { users.${config.me} = { }; };\n}\n'],
  ['in a set', '{ u, ... }: {\n\n  users.users = { ${u} = { }; };\n}\n'],
  ['listToAttrs', '{ f, ... }:\n{\n  users.users = builtins.listToAttrs f;\n}\n'],
  ['genAttrs', '{ lib, ... }:\n{\n  users.users = lib.genAttrs [ "alice" ] (n: { });\n}\n'],
  ["mapAttrs'", "{ lib, a, ... }:\n{\n  users.users = lib.mapAttrs' (n: v: v) a;\n}\n"],
];

describe('a computed name that only evaluation can tell', () => {
  test.each(COMPUTED)('refuses what may be about it: %s', (_what, before) => {
    for (const edit of [
      DOCKER,
      set('users.users.alice.uid', 2),
      unset('users.users.alice.uid'),
      remove('users.users.alice.extraGroups', 'wheel'),
    ]) {
      expect(outcome(config(before), edit)).toBe('NIX104 at configuration.nix:3');
    }
  });

  test.each(COMPUTED)('hinders nothing else: %s', (_what, before) => {
    expect(outcome(config(before), set('users.mutableUsers', false))).toContain('mutableUsers = false;');
  });

  test('is not one that stands beside it, which Nix would refuse, nor one of another form', () => {
    const beside = '{ u, ... }:\n{\n  users.users.${u}.uid = 1;\n  users.users.alice.uid = 2;\n}\n';
    expect(outcome(config(beside), DOCKER)).toBe(
      beside.replace('uid = 2;\n', 'uid = 2;\n  users.users.alice.extraGroups = [ "docker" ];\n'),
    );
    const other = '{ u, ... }:\n{\n  users.users."${u}-bot".uid = 1;\n}\n';
    expect(outcome(config(other), DOCKER)).toContain('  users.users.alice.extraGroups = [ "docker" ];\n');
  });

  test.each<[Edit, SeenBy, string]>([
    [DOCKER, 'text', 'alice.nix'],
    [set('users.users.alice.uid', 2), 'text', 'NIX104'],
    [set('users.users.alice.uid', 2), 'evaluation', 'alice.nix'],
  ])('of another module is merged with what is written for the name: %j by %s', (edit, seenBy, expected) => {
    const before = config('{ u, ... }:\n{\n  imports = [ ./alice.nix ];\n  users.users.${u} = { };\n}\n', {
      'alice.nix': '{\n  users.users.alice.home = "/a";\n}\n',
    });
    const result = applyEdits(before, [edit], undefined, seenBy);
    expect(result.ok ? result.value.applied[0]?.file : result.findings[0]?.code).toBe(expected);
  });

  test('is quoted, with its place', () => {
    const before = '{ username, ... }:\n{\n  users.users.${username} = { uid = 1; };\n}\n';
    const [finding] = applyEdits(config(before), [DOCKER]).findings;
    expect(finding?.message).toBe(
      "cannot tell whether 'users.users.alice.extraGroups' is defined: a computed name may be the same (configuration.nix:3: users.users.${username} = { uid = 1; };)",
    );
  });
});
