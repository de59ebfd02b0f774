import { describe, expect, test } from 'vitest';
import type { Edit } from '../../engine/model/options/value.ts';
import { add, config, filesAfter, outcome, pkg, set, unset } from './support/apply.ts';

interface Case {
  readonly title: string;
  readonly before: string;
  readonly edit: Edit;
  readonly after: string;
}

const SET: readonly Case[] = [
  {
    title: 'replaces the value of a dotted definition and keeps its comment',
    before: '{ ... }:\n{\n  a.b.c = 1; # one\n}\n',
    edit: set('a.b.c', 2),
    after: '{ ... }:\n{\n  a.b.c = 2; # one\n}\n',
  },
  {
    title: 'replaces inside nested and dotted sets mixed',
    before: '{\n  a = {\n    b.c = { d = "x"; };\n  };\n}\n',
    edit: set('a.b.c.d', 'y'),
    after: '{\n  a = {\n    b.c = { d = "y"; };\n  };\n}\n',
  },
  {
    title: 'finds quoted names',
    before: '{ fileSystems."/".fsType = "ext4"; }\n',
    edit: set('fileSystems."/".fsType', 'btrfs'),
    after: '{ fileSystems."/".fsType = "btrfs"; }\n',
  },
  {
    title: 'finds a name quoted without need',
    before: '{ "networking"."hostName" = "a"; }\n',
    edit: set('networking.hostName', 'b'),
    after: '{ "networking"."hostName" = "b"; }\n',
  },
  {
    title: 'keeps an item that is a name, and the comment of another, where a list gets one more',
    before: '{ lib, ... }: let tls = 443; in {\n  a.b = [\n    80 # web\n    tls\n  ];\n}\n',
    edit: set('a.b', [80, 443, 8080]),
    after: '{ lib, ... }: let tls = 443; in {\n  a.b = [\n    80 # web\n    tls\n    8080\n  ];\n}\n',
  },
  {
    title: 'replaces inside mkForce and keeps it',
    before: '{ lib, ... }: {\n  a.b = lib.mkForce true;\n}\n',
    edit: set('a.b', false),
    after: '{ lib, ... }: {\n  a.b = lib.mkForce false;\n}\n',
  },
  {
    title: 'puts parentheses around a negative number inside mkOverride',
    before: '{ lib, ... }: { a.b = lib.mkOverride 10 (5); }\n',
    edit: set('a.b', -1),
    after: '{ lib, ... }: { a.b = lib.mkOverride 10 (-1); }\n',
  },
  {
    title: 'changes the plain definition, not the mkDefault one',
    before:
      '{ lib, ... }: {\n  imports = [ ];\n  a = lib.mkMerge [ { b = lib.mkDefault 1; } { b = 2; } ];\n}\n',
    edit: set('a.b', 3),
    after:
      '{ lib, ... }: {\n  imports = [ ];\n  a = lib.mkMerge [ { b = lib.mkDefault 1; } { b = 3; } ];\n}\n',
  },
  {
    title: 'goes through let, with, rec and parentheses',
    before: '{ lib, ... }:\nlet x = 1; in with lib; (rec {\n  a = { b = x; };\n})\n',
    edit: set('a.b', 2),
    after: '{ lib, ... }:\nlet x = 1; in with lib; (rec {\n  a = { b = 2; };\n})\n',
  },
  {
    title: 'replaces a computed value whole',
    before: '{ config, ... }: {\n  a.b = if config.c then 1 else 2;\n}\n',
    edit: set('a.b', 3),
    after: '{ config, ... }: {\n  a.b = 3;\n}\n',
  },
  {
    title: 'leaves a value that is so already, however it is written',
    before: "{\n  a.b = ( ''x'' );\n}\n",
    edit: set('a.b', 'x'),
    after: "{\n  a.b = ( ''x'' );\n}\n",
  },
  {
    title: 'leaves a set whose attributes are the same in another order',
    before: '{ a.b = { y = 2; x.z = 1; }; }\n',
    edit: set('a.b', { type: 'attrs', entries: { x: { type: 'attrs', entries: { z: 1 } }, y: 2 } }),
    after: '{ a.b = { y = 2; x.z = 1; }; }\n',
  },
  {
    title: 'does not take a commented line for a definition',
    before: '{ ... }:\n{\n  # services.openssh.enable = true;\n  time.timeZone = "UTC";\n}\n',
    edit: set('services.openssh.enable', true),
    after:
      '{ ... }:\n{\n  # services.openssh.enable = true;\n  time.timeZone = "UTC";\n  services.openssh.enable = true;\n}\n',
  },
  {
    title: 'does not take a word in a string for a definition',
    before: "{\n  a = ''\n    b.c = 1;\n  '';\n}\n",
    edit: set('b.c', 2),
    after: "{\n  a = ''\n    b.c = 1;\n  '';\n  b.c = 2;\n}\n",
  },
  {
    title: 'works in the config part of a module with options',
    before: '{ lib, ... }:\n{\n  options.x = lib.mkOption { };\n  config = {\n    a.b = 1;\n  };\n}\n',
    edit: set('a.c', 2),
    after:
      '{ lib, ... }:\n{\n  options.x = lib.mkOption { };\n  config = {\n    a.b = 1;\n    a.c = 2;\n  };\n}\n',
  },
  {
    title: 'writes config in front where a module with options has no config set',
    before: '{ lib, ... }:\n{\n  options.x = lib.mkOption { };\n  config.a.b = 1;\n}\n',
    edit: set('a.c', 2),
    after: '{ lib, ... }:\n{\n  options.x = lib.mkOption { };\n  config.a.b = 1;\n  config.a.c = 2;\n}\n',
  },
  {
    title: 'refuses a definition under mkIf and names the place',
    before: '{ lib, config, ... }: {\n\n  a = lib.mkIf config.c {\n    b = 1;\n  };\n}\n',
    edit: set('a.b', 2),
    after: 'NIX101 at configuration.nix:4',
  },
  {
    title: 'refuses a value under mkIf',
    before: '{ lib, config, ... }: {\n  a.b = lib.mkIf config.c 1;\n}\n',
    edit: set('a.b', 2),
    after: 'NIX101 at configuration.nix:2',
  },
  {
    title: 'refuses several definitions',
    before: '{ lib, ... }: {\n  a = lib.mkMerge [\n    { b = 1; }\n    { b = 2; }\n  ];\n}\n',
    edit: set('a.b', 3),
    after: 'NIX102 at configuration.nix:3',
  },
  {
    title: 'refuses to replace an option that is defined in parts',
    before: '{\n  a.b.c = 1;\n}\n',
    edit: set('a.b', 3),
    after: 'NIX103 at configuration.nix:2',
  },
  {
    title: 'refuses where a set above is computed',
    before: '{ lib, ... }: {\n  a = import ./a.nix;\n}\n',
    edit: set('a.b', 3),
    after: 'NIX104 at configuration.nix:2',
  },
  {
    title: 'refuses to write beside a conditional set, which Nix would not merge',
    before: '{ lib, config, ... }: {\n  a = lib.mkIf config.c { b = 1; };\n}\n',
    edit: set('a.d', 3),
    after: 'NIX104 at configuration.nix:2',
  },
  {
    title: 'refuses an inherited option',
    before: '{ x, ... }: {\n  a = { inherit (x) b; };\n}\n',
    edit: set('a.b', 3),
    after: 'NIX105 at configuration.nix:2',
  },
  {
    title: 'escapes whatever a string holds',
    before: '{ a = 1; }\n',
    edit: set('a', '"; ${builtins.abort "x"} \\ \n'),
    after: '{ a = "\\"; \\${builtins.abort \\"x\\"} \\\\ \\n"; }\n',
  },
  {
    title: 'writes a text of several lines as an indented string',
    before: '{\n  a.text = "";\n}\n',
    edit: set('a.text', 'one ${x}\n  two\n'),
    after: "{\n  a.text = ''\n    one ''${x}\n      two\n  '';\n}\n",
  },
];

const INSERT: readonly Case[] = [
  {
    title: 'puts a new option behind its closest sibling, in the same form',
    before: '{\n  a.b.c = 1;\n  a.d = 2; # d\n\n  z = 3;\n}\n',
    edit: set('a.b.e', 4),
    after: '{\n  a.b.c = 1;\n  a.b.e = 4;\n  a.d = 2; # d\n\n  z = 3;\n}\n',
  },
  {
    title: 'leaves the trailing comment with the sibling',
    before: '{\n  a.b = 1; # one\n  z = 3;\n}\n',
    edit: set('a.c', 4),
    after: '{\n  a.b = 1; # one\n  a.c = 4;\n  z = 3;\n}\n',
  },
  {
    title: 'goes into the nested set that is there',
    before: '{\n  networking = {\n    hostName = "a";\n  };\n}\n',
    edit: set('networking.firewall.enable', true),
    after: '{\n  networking = {\n    hostName = "a";\n    firewall.enable = true;\n  };\n}\n',
  },
  {
    title: 'stays on the line of a one-line set',
    before: '{\n  networking = { hostName = "a"; };\n}\n',
    edit: set('networking.domain', 'b'),
    after: '{\n  networking = { hostName = "a"; domain = "b"; };\n}\n',
  },
  {
    title: 'goes before the comments of a trailing system.stateVersion',
    before: '{\n  a = 1;\n\n  # Keep this.\n  # Really.\n  system.stateVersion = "20.09";\n}\n',
    edit: set('b', 2),
    after: '{\n  a = 1;\n\n  b = 2;\n\n  # Keep this.\n  # Really.\n  system.stateVersion = "20.09";\n}\n',
  },
  {
    title: 'keeps system.stateVersion last among the options of system',
    before: '{\n  a = 1;\n\n  system.stateVersion = "20.09"; # keep\n}\n',
    edit: set('system.autoUpgrade.enable', true),
    after:
      '{\n  a = 1;\n\n  system.autoUpgrade.enable = true;\n\n  system.stateVersion = "20.09"; # keep\n}\n',
  },
  {
    title: 'adds no blank line where the file has none',
    before: '{\n  a = 1;\n  system.stateVersion = "20.09";\n}\n',
    edit: set('b', 2),
    after: '{\n  a = 1;\n  b = 2;\n  system.stateVersion = "20.09";\n}\n',
  },
  {
    title: 'goes to the end, set off as the others are',
    before: '{\n  a = 1;\n\n  b = 2;\n}\n',
    edit: set('c', 3),
    after: '{\n  a = 1;\n\n  b = 2;\n\n  c = 3;\n}\n',
  },
  {
    title: 'goes behind the comments at the end, when set off',
    before: '{\n  a = 1;\n\n  b = 2;\n  # c = 3;\n}\n',
    edit: set('d', 4),
    after: '{\n  a = 1;\n\n  b = 2;\n  # c = 3;\n\n  d = 4;\n}\n',
  },
  {
    title: 'keeps a file indented with tabs so',
    before: '{\n\ta = {\n\t\tb = 1;\n\t};\n}\n',
    edit: set('a.c', 2),
    after: '{\n\ta = {\n\t\tb = 1;\n\t\tc = 2;\n\t};\n}\n',
  },
  {
    title: 'keeps the line breaks of the file',
    before: '{\r\n  a.b = 1;\r\n}\r\n',
    edit: set('a.c', 2),
    after: '{\r\n  a.b = 1;\r\n  a.c = 2;\r\n}\r\n',
  },
  {
    title: 'fills an empty module',
    before: '{ ... }:\n{ }\n',
    edit: set('a.b', true),
    after: '{ ... }:\n{\n  a.b = true;\n}\n',
  },
  {
    title: 'quotes names that Nix would not read as names',
    before: '{\n  a.b = 1;\n}\n',
    edit: set('a."x y".with."1"', true),
    after: '{\n  a.b = 1;\n  a."x y"."with"."1" = true;\n}\n',
  },
  {
    title: 'writes an attribute set over several lines',
    before: '{\n  users.users.alice.isNormalUser = true;\n}\n',
    edit: set('users.users.carol', {
      type: 'attrs',
      entries: { isNormalUser: true, extraGroups: ['wheel'] },
    }),
    after:
      '{\n  users.users.alice.isNormalUser = true;\n  users.users.carol = {\n    isNormalUser = true;\n    extraGroups = [ "wheel" ];\n  };\n}\n',
  },
  {
    title: 'adds pkgs to the arguments when the value needs it',
    before: '{ config, ... }:\n{\n  a.b = 1;\n}\n',
    edit: set('a.shell', pkg('zsh')),
    after: '{ config, pkgs, ... }:\n{\n  a.b = 1;\n  a.shell = pkgs.zsh;\n}\n',
  },
  {
    title: 'adds pkgs to arguments that stand a line each',
    before: '{\n  config,\n  lib,\n  ...\n}:\n{ a = 1; }\n',
    edit: set('a', pkg('zsh')),
    after: '{\n  config,\n  lib,\n  pkgs,\n  ...\n}:\n{ a = pkgs.zsh; }\n',
  },
  {
    title: 'makes a plain set a function when the value needs pkgs',
    before: '# mine\n{\n  a = 1;\n}\n',
    edit: set('a', pkg('python3Packages.requests')),
    after: '# mine\n{ pkgs, ... }:\n{\n  a = pkgs.python3Packages.requests;\n}\n',
  },
  {
    title: 'refuses pkgs where the argument of the module is a bare name',
    before: 'args: {\n  a = 1;\n}\n',
    edit: set('a', pkg('zsh')),
    after: 'NIX108 at configuration.nix:1',
  },
  {
    title: 'refuses pkgs where it is the name of all arguments together',
    before: 'pkgs: {\n  a = 1;\n}\n',
    edit: set('a', pkg('zsh')),
    after: 'NIX108 at configuration.nix:1',
  },
  {
    title: 'leaves an empty set alone and writes beside it',
    before: '{\n  users.users.bob = { };\n}\n',
    edit: set('users.users.bob.uid', 1001),
    after: '{\n  users.users.bob = { };\n  users.users.bob.uid = 1001;\n}\n',
  },
  {
    title: 'makes a new list of packages under with pkgs',
    before: '{ pkgs, ... }:\n{\n  a = 1;\n}\n',
    edit: add('environment.systemPackages', pkg('htop'), pkg('git'), pkg('htop')),
    after: '{ pkgs, ... }:\n{\n  a = 1;\n  environment.systemPackages = with pkgs; [ htop git ];\n}\n',
  },
];

const UNSET: readonly Case[] = [
  {
    title: 'takes the line and its comment out',
    before: '{\n  a = 1;\n  b = 2; # two\n  c = 3;\n}\n',
    edit: unset('b'),
    after: '{\n  a = 1;\n  c = 3;\n}\n',
  },
  {
    title: 'takes one of two blank lines along',
    before: '{\n  a = 1;\n\n  b = 2;\n\n  c = 3;\n}\n',
    edit: unset('b'),
    after: '{\n  a = 1;\n\n  c = 3;\n}\n',
  },
  {
    title: 'takes a set out that becomes empty, and the set around it',
    before: '{\n  a = {\n    b = {\n      c = 1;\n    };\n  };\n  d = 2;\n}\n',
    edit: unset('a.b.c'),
    after: '{\n  d = 2;\n}\n',
  },
  {
    title: 'keeps a set that still has a comment',
    before: '{\n  a = {\n    # about b\n    b = 1;\n  };\n}\n',
    edit: unset('a.b'),
    after: '{\n  a = {\n    # about b\n  };\n}\n',
  },
  {
    title: 'takes everything below the option out',
    before: '{\n  a.b.c = 1;\n  a.b.d = 2;\n  a.e = 3;\n}\n',
    edit: unset('a.b'),
    after: '{\n  a.e = 3;\n}\n',
  },
  {
    title: 'takes one of two on a line',
    before: '{ a = 1; b = 2; c = 3; }\n',
    edit: unset('b'),
    after: '{ a = 1; c = 3; }\n',
  },
  {
    title: 'takes paragraphs next to each other out',
    before: '{\n  z = 1;\n\n  a.b = 1;\n\n  a.c = 2;\n}\n',
    edit: unset('a'),
    after: '{\n  z = 1;\n}\n',
  },
  {
    title: 'empties the module itself',
    before: '{ ... }:\n{\n  a.b = 1;\n  a.c.d = 2;\n}\n',
    edit: unset('a'),
    after: '{ ... }:\n{ }\n',
  },
  {
    title: 'takes a merged set out as a whole',
    before: '{ lib, ... }: {\n  a = lib.mkMerge [ { b = 1; } { c = 2; } ];\n  d = 1;\n}\n',
    edit: unset('a'),
    after: '{ lib, ... }: {\n  d = 1;\n}\n',
  },
  {
    title: 'changes nothing when the option is not defined',
    before: '{ a = 1; }\n',
    edit: unset('b'),
    after: '{ a = 1; }\n',
  },
  {
    title: 'refuses a definition under a condition',
    before: '{ lib, ... }: {\n  a = lib.mkIf true { b = 1; };\n}\n',
    edit: unset('a.b'),
    after: 'NIX101 at configuration.nix:2',
  },
];

test('a new line goes to the sibling with which it shares most names, not into the deepest set', () => {
  const before = config('{\n  imports = [ ./b.nix ];\n  services = {\n    nginx.enable = true;\n  };\n}\n', {
    'b.nix': '{\n  services.openssh.enable = true;\n}\n',
  });
  const after = filesAfter(before, set('services.openssh.openFirewall', true));
  expect(after.get('b.nix')).toBe(
    '{\n  services.openssh.enable = true;\n  services.openssh.openFirewall = true;\n}\n',
  );
});

test('what the installer wrote stays where somebody has written the option too', () => {
  const hardware = '{\n  boot.kernelModules = [ "kvm-intel" ];\n}\n';
  const before = config(
    '{\n  imports = [ ./hardware-configuration.nix ];\n  boot.kernelModules = [ "fuse" ];\n}\n',
    { 'hardware-configuration.nix': hardware },
  );
  const after = filesAfter(before, unset('boot.kernelModules'));
  expect(after.get('configuration.nix')).not.toContain('kernelModules');
  expect(after.get('hardware-configuration.nix')).toBe(hardware);
});

describe.each([
  ['set on a defined option', SET],
  ['set on an undefined option', INSERT],
  ['unset', UNSET],
])('%s', (_, cases) => {
  test.each(cases)('$title', ({ before, edit, after }) => {
    expect(outcome(config(before), edit)).toBe(after);
  });

  test.each(cases)('changes nothing the second time: $title', ({ before, edit, after }) => {
    const again = after.startsWith('NIX') ? before : after;
    expect(outcome(config(again), edit)).toBe(after);
  });
});
