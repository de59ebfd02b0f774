import { describe, expect, it } from 'vitest';
import type { Edit } from '../../../engine/model/options/value.ts';
import { applyEdits } from '../../../engine/nix/edit.ts';
import { renameOption } from '../../../engine/nix/edits/rename.ts';
import { compareConfigurations } from '../../../engine/nix/modules/compare.ts';
import { add, pkg, remove, set, unset } from '../support/apply.ts';
import { evaluate } from '../support/real-nix.ts';

const LIB = new URL('../../../nix/sandbox/channel/lib', import.meta.url).pathname;

/** A host with homes, containers and specialisations, each of whose values is a module. */
const SYSTEM = `
let
  lib = import ${LIB};
  inherit (lib.types) attrsOf bool int listOf nullOr str submodule submoduleWith;
  option = type: default: lib.mkOption { inherit type default; description = ""; };
  pkgs = builtins.listToAttrs (map (name: { inherit name; value = name; }) [ "fd" "git" "htop" "jq" "ripgrep" ]);
  enable = option bool false;
  programs = { git.enable = enable; git.userName = option (nullOr str) null; fish.enable = enable; zsh.enable = enable; };
  args._module.args = { inherit pkgs; };
  # As Home Manager makes them: with imports of their own.
  homeWith = modules: submoduleWith { modules = [ {
    options = { inherit programs; home.packages = option (listOf str) [ ]; home.stateVersion = option str ""; };
    config = args;
  } ] ++ modules; };
  system = submodule {
    options.services = { nginx.enable = enable; openssh.enable = enable; };
    options.networking.firewall.allowedTCPPorts = option (listOf int) [ ];
    config = args;
  };
  host = { config, ... }: {
    options = {
      home-manager.sharedModules = option (listOf lib.types.raw) [ ];
      home-manager.users = option (attrsOf (homeWith config.home-manager.sharedModules)) { };
      disko.devices = option (attrsOf lib.types.raw) { };
      microvm.vms = option (attrsOf (submodule { options.autostart = enable; options.config = option system { }; })) { };
      containers = option (attrsOf (submodule {
        options.autoStart = enable;
        options.config = option system { };
      })) { };
      specialisation = option (attrsOf (submodule { options.configuration = option system { }; })) { };
      services = { nginx.enable = enable; openssh.enable = enable; grafana.settings = option (attrsOf (attrsOf (lib.types.either int str))) { }; };
      system.stateVersion = option str "";
    };
    config = args;
  };
in
let
  all = (lib.evalModules { modules = [ host ./configuration.nix ]; }).config;
in
# Modules are no values.
builtins.removeAttrs all [ "_module" "home-manager" ] // { home-manager = { inherit (all.home-manager) users; }; }
`;

type Files = Readonly<Record<string, string>>;

const main = (body: string): Files => ({ 'configuration.nix': `{ pkgs, ... }:\n{\n${body}}\n` });

const INLINE = main(`  home-manager.users.alice = { pkgs, ... }: {
    home.packages = with pkgs; [ ripgrep ]; # hers
    programs.git.enable = true;
    home.stateVersion = "24.05";
  };
  home-manager.users.bob = { lib, ... }: {
    programs.zsh.enable = true;
  };
`);
const BY_FILE: Files = {
  ...main('  home-manager.users.alice = import ./home.nix;\n'),
  'home.nix': '{ pkgs, ... }:\n{\n  imports = [ ./git.nix ];\n  home.packages = [ pkgs.ripgrep ];\n}\n',
  'git.nix': '{\n  programs.git.enable = true;\n}\n',
};
const BY_PATH: Files = { ...BY_FILE, ...main('  home-manager.users = { alice = ./home.nix; };\n') };
const BY_IMPORTS: Files = {
  ...BY_FILE,
  ...main('  home-manager.users.alice.imports = [ ./home.nix ];\n'),
};
const CALLED: Files = {
  ...BY_FILE,
  ...main('  home-manager.users.alice = import ./home.nix { inherit pkgs; };\n'),
  'home.nix': '{ pkgs }:\n{\n  home.packages = [ pkgs.ripgrep ];\n  programs.git.enable = true;\n}\n',
};
const WITH_LET: Files = main(`  home-manager.users.alice =
    let
      name = "Alice";
    in
    { pkgs, ... }:
    {
      programs.git = { enable = true; userName = name; };
      home.packages = [ pkgs.ripgrep ];
    };
`);
const CONTAINER = main(`  containers.web = {
    autoStart = true;
    config = { config, pkgs, ... }: {
      services.nginx.enable = true;
      networking.firewall.allowedTCPPorts = [ 80 ];
    };
  };
`);
const SPECIALISATION: Files = {
  ...main('  specialisation.slow.configuration = ./slow.nix;\n'),
  'slow.nix': '{ ... }:\n{\n  services.openssh.enable = true;\n}\n',
};
const DATA: Files = {
  ...main('  services.grafana.settings = import ./grafana.nix;\n'),
  'grafana.nix': '{\n  server.port = 3000;\n}\n',
};
const TWICE: Files = {
  ...main('  home-manager.users.alice = ./home.nix;\n  home-manager.users.bob = ./home.nix;\n'),
  'home.nix': '{ programs.zsh.enable = true; }\n',
};

const BY_NAMES: Files = {
  'configuration.nix':
    '{ lib, ... }:\n{\n  home-manager.users = lib.genAttrs [ "alice" "bob" ] (name: import (./homes + "/${name}.nix"));\n}\n',
  'homes/alice.nix': '{ pkgs, ... }:\n{\n  home.packages = [ pkgs.ripgrep ];\n}\n',
  'homes/bob.nix': '{\n  programs.zsh.enable = true;\n}\n',
};
const BY_FUNCTION: Files = {
  ...BY_NAMES,
  'configuration.nix': `{ lib, ... }:
let
  homeOf = name: {
    imports = [ (./homes + "/\${name}.nix") ];
    home.stateVersion = "24.05";
  };
in
{
  home-manager.users = lib.genAttrs [ "alice" "bob" ] homeOf;
}
`,
};
const SHARED: Files = {
  ...main(
    '  home-manager.sharedModules = [ ./shared.nix ];\n  home-manager.users.alice = import ./home.nix;\n',
  ),
  'home.nix': '{\n  programs.zsh.enable = true;\n}\n',
  'shared.nix': '{ pkgs, ... }:\n{\n  programs.git.enable = true;\n  home.packages = [ pkgs.git ];\n}\n',
};
const VM = main(`  microvm.vms.web = {
    autostart = true;
    config = { pkgs, ... }: {
      services.nginx.enable = true;
    };
  };
`);
const DISKO: Files = {
  'configuration.nix': '{\n  imports = [ ./disko.nix ];\n}\n',
  'disko.nix':
    '{\n  disko.devices.disk.main = {\n    type = "disk";\n    device = "/dev/sda"; # the fast one\n  };\n}\n',
};

const configuration = (files: Files) => ({
  entries: ['configuration.nix'],
  files: new Map(Object.entries(files)),
});
/** Every leaf that differs, as real Nix evaluates the two. */
function changesOf(before: Files, after: ReadonlyMap<string, string>): Readonly<Record<string, unknown>> {
  const was = leaves(evaluate(new Map(Object.entries(before)), SYSTEM));
  const is = leaves(evaluate(after, SYSTEM));
  const names = [...new Set([...was.keys(), ...is.keys()])];
  const changed = names.filter((name) => JSON.stringify(was.get(name)) !== JSON.stringify(is.get(name)));
  return Object.fromEntries(changed.map((name) => [name, is.get(name)]));
}

function leaves(value: unknown, path = ''): Map<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return new Map([[path, value]]);
  return new Map(
    Object.entries(value).flatMap(([name, child]) => [
      ...leaves(child, path === '' ? name : `${path}.${name}`),
    ]),
  );
}

const ALICE = 'home-manager.users.alice';
const WEB = 'containers.web.config';
const BOB = 'home-manager.users.bob';

describe('a module that is the value of an option', () => {
  it.each<[string, Files, Edit, string, Readonly<Record<string, unknown>>]>([
    [
      'a package of an inline home',
      INLINE,
      add(`${ALICE}.home.packages`, pkg('fd')),
      'configuration.nix',
      { [`${ALICE}.home.packages`]: ['ripgrep', 'fd'] },
    ],
    [
      'a new option of an inline home',
      INLINE,
      set(`${ALICE}.programs.fish.enable`, true),
      'configuration.nix',
      { [`${ALICE}.programs.fish.enable`]: true },
    ],
    [
      'an option of an inline home',
      INLINE,
      set(`${ALICE}.programs.git.enable`, false),
      'configuration.nix',
      { [`${ALICE}.programs.git.enable`]: false },
    ],
    [
      'an option that goes',
      INLINE,
      unset(`${ALICE}.programs.git.enable`),
      'configuration.nix',
      { [`${ALICE}.programs.git.enable`]: false },
    ],
    [
      'a package that goes',
      INLINE,
      remove(`${ALICE}.home.packages`, pkg('ripgrep')),
      'configuration.nix',
      { [`${ALICE}.home.packages`]: [] },
    ],
    [
      'a package where pkgs is not an argument yet',
      INLINE,
      add('home-manager.users.bob.home.packages', pkg('fd')),
      'configuration.nix',
      { 'home-manager.users.bob.home.packages': ['fd'] },
    ],
    [
      'a package of a home in a file',
      BY_FILE,
      add(`${ALICE}.home.packages`, pkg('fd')),
      'home.nix',
      { [`${ALICE}.home.packages`]: ['ripgrep', 'fd'] },
    ],
    [
      'what a home imports',
      BY_FILE,
      set(`${ALICE}.programs.git.enable`, false),
      'git.nix',
      { [`${ALICE}.programs.git.enable`]: false },
    ],
    [
      'a home that is a path',
      BY_PATH,
      add(`${ALICE}.home.packages`, pkg('jq')),
      'home.nix',
      { [`${ALICE}.home.packages`]: ['ripgrep', 'jq'] },
    ],
    [
      'a home by imports',
      BY_IMPORTS,
      set(`${ALICE}.programs.git.enable`, false),
      'git.nix',
      { [`${ALICE}.programs.git.enable`]: false },
    ],
    [
      'a home that is called',
      CALLED,
      add(`${ALICE}.home.packages`, pkg('jq')),
      'home.nix',
      { [`${ALICE}.home.packages`]: ['ripgrep', 'jq'] },
    ],
    [
      'a function behind let',
      WITH_LET,
      set(`${ALICE}.programs.git.userName`, 'Al'),
      'configuration.nix',
      { [`${ALICE}.programs.git.userName`]: 'Al' },
    ],
    [
      'a container',
      CONTAINER,
      add(`${WEB}.networking.firewall.allowedTCPPorts`, 443),
      'configuration.nix',
      { [`${WEB}.networking.firewall.allowedTCPPorts`]: [80, 443] },
    ],
    [
      'a new option of a container',
      CONTAINER,
      set(`${WEB}.services.openssh.enable`, true),
      'configuration.nix',
      { [`${WEB}.services.openssh.enable`]: true },
    ],
    [
      'the host beside a container',
      CONTAINER,
      set('services.nginx.enable', true),
      'configuration.nix',
      { 'services.nginx.enable': true },
    ],
    [
      'a specialisation in a file',
      SPECIALISATION,
      set('specialisation.slow.configuration.services.openssh.enable', false),
      'slow.nix',
      { 'specialisation.slow.configuration.services.openssh.enable': false },
    ],
    [
      'settings in a file of their own',
      DATA,
      set('services.grafana.settings.server.port', 80),
      'grafana.nix',
      { 'services.grafana.settings.server.port': 80 },
    ],
    [
      'a new setting there',
      DATA,
      set('services.grafana.settings.server.domain', 'a'),
      'grafana.nix',
      { 'services.grafana.settings.server.domain': 'a' },
    ],
    [
      'a home by the names of homes',
      BY_NAMES,
      add(`${ALICE}.home.packages`, pkg('fd')),
      'homes/alice.nix',
      { [`${ALICE}.home.packages`]: ['ripgrep', 'fd'] },
    ],
    [
      'a new option there',
      BY_NAMES,
      set(`${BOB}.programs.fish.enable`, true),
      'homes/bob.nix',
      { [`${BOB}.programs.fish.enable`]: true },
    ],
    [
      'a home that a function makes',
      BY_FUNCTION,
      set(`${BOB}.programs.zsh.enable`, false),
      'homes/bob.nix',
      { [`${BOB}.programs.zsh.enable`]: false },
    ],
    [
      'a new option of one of two that a function makes',
      BY_FUNCTION,
      set(`${BOB}.programs.git.enable`, true),
      'homes/bob.nix',
      { [`${BOB}.programs.git.enable`]: true },
    ],
    [
      'what all homes have, of the only one',
      SHARED,
      set(`${ALICE}.programs.git.enable`, false),
      'shared.nix',
      { [`${ALICE}.programs.git.enable`]: false },
    ],
    [
      'a new option of a home beside what all have',
      SHARED,
      set(`${ALICE}.programs.fish.enable`, true),
      'home.nix',
      { [`${ALICE}.programs.fish.enable`]: true },
    ],
    [
      'a virtual machine',
      VM,
      set('microvm.vms.web.config.services.nginx.enable', false),
      'configuration.nix',
      { 'microvm.vms.web.config.services.nginx.enable': false },
    ],
    [
      'a new option of a virtual machine',
      VM,
      add('microvm.vms.web.config.networking.firewall.allowedTCPPorts', 80),
      'configuration.nix',
      { 'microvm.vms.web.config.networking.firewall.allowedTCPPorts': [80] },
    ],
    [
      'a disk',
      DISKO,
      set('disko.devices.disk.main.device', '/dev/nvme0n1'),
      'disko.nix',
      { 'disko.devices.disk.main.device': '/dev/nvme0n1' },
    ],
    [
      'another disk',
      DISKO,
      set('disko.devices.disk.data.device', '/dev/sdb'),
      'disko.nix',
      { 'disko.devices.disk.data.device': '/dev/sdb' },
    ],
  ])('is edited as one: %s', (_, files, edit, file, changed) => {
    const before = configuration(files);
    const result = applyEdits(before, [edit]);
    expect(result.findings).toEqual([]);
    expect([...(result.value?.files.keys() ?? [])]).toEqual([file]);
    const after = new Map([...before.files, ...(result.value?.files ?? [])]);
    expect(changesOf(files, after)).toEqual(changed);
    const told = compareConfigurations(before, { ...before, files: after });
    expect(
      [...told.edits, ...told.computed.map((path) => ({ path }))].map(({ path }) => path.join('.')),
    ).toContain(edit.path.join('.'));
    expect(told.unknown).toEqual([]);
  });

  it.each<[string, Files, string]>([
    ['written there', INLINE, ALICE],
    ['in a file', BY_FILE, ALICE],
    ['among others', BY_FILE, 'home-manager.users'],
    ['in a container', CONTAINER, WEB],
  ])('goes as a whole with what it is the value of: %s', (_, files, option) => {
    const before = configuration(files);
    const result = applyEdits(before, [unset(option)]);
    expect([...(result.value?.files.keys() ?? [])]).toEqual(['configuration.nix']);
    const after = new Map([...before.files, ...(result.value?.files ?? [])]);
    const gone = Object.keys(changesOf(files, after));
    expect(gone.length).toBeGreaterThan(1);
    expect(gone.filter((name) => !name.startsWith(option))).toEqual([]);
  });

  it('reads its own options: a rename changes what it reads by the names of the host no more than the reverse', () => {
    const files = main(`  services.nginx.enable = true;
  containers.web.config = { config, ... }: {
    services.nginx.enable = true;
    services.openssh.enable = config.services.nginx.enable;
  };
`);
    const before = configuration({
      'configuration.nix': files['configuration.nix']?.replace('pkgs', 'config, pkgs') ?? '',
    });
    const text = (from: string, to: string): string | undefined =>
      renameOption(before, from.split('.'), to.split('.')).value?.get('configuration.nix');
    const host = text('services.nginx', 'services.web');
    expect(host).toContain('\n  services.web.enable = true;');
    expect(host).toContain('config.services.nginx.enable;');
    const inner = text(`${WEB}.services.nginx`, `${WEB}.services.web`);
    expect(inner).toContain('\n  services.nginx.enable = true;');
    expect(inner).toContain('config.services.web.enable;');
  });

  it('says whose else it is where it changes, and takes nothing that is for one of them alone', () => {
    const both = applyEdits(configuration(TWICE), [set(`${ALICE}.programs.zsh.enable`, false)]);
    expect([...(both.value?.files ?? [])]).toEqual([['home.nix', '{ programs.zsh.enable = false; }\n']]);
    expect(both.findings.map(({ code, message }) => [code, message])).toEqual([
      ['NIX118', 'home.nix is also used by home-manager.users.bob: the change is theirs, too'],
    ]);
    const one = applyEdits(configuration(TWICE), [set(`${ALICE}.programs.fish.enable`, true)]);
    expect([one.ok, one.findings[0]?.code]).toEqual([false, 'NIX104']);
  });

  it('says so where all homes have it', () => {
    const files = {
      ...SHARED,
      ...main(
        '  home-manager.sharedModules = [ ./shared.nix ];\n  home-manager.users.alice = import ./home.nix;\n  home-manager.users.bob.programs.zsh.enable = true;\n',
      ),
    };
    const result = applyEdits(configuration(files), [set(`${ALICE}.programs.git.enable`, false)]);
    expect([...(result.value?.files.keys() ?? [])]).toEqual(['shared.nix']);
    expect(result.findings.map(({ code, message }) => [code, message])).toEqual([
      ['NIX118', 'shared.nix is also used by home-manager.users.bob: the change is theirs, too'],
    ]);
  });

  it.each<[string, string]>([
    ['names that only an evaluation knows', 'lib.genAttrs config.people (name: import ./home.nix)'],
    ['a value that is no module', 'lib.genAttrs [ "alice" ] (name: mkHome name)'],
    ['a part that is not known', 'lib.genAttrs [ "alice" ] (name: import ./home.nix) // inputs.homes'],
  ])('is not taken for one where homes are made of %s', (_, homes) => {
    const files = {
      'configuration.nix': `{ config, inputs, lib, mkHome, ... }:\n{\n  home-manager.users = ${homes};\n}\n`,
      'home.nix': '{\n  programs.zsh.enable = true;\n}\n',
    };
    const result = applyEdits(configuration(files), [set(`${ALICE}.programs.zsh.enable`, false)]);
    expect([result.ok, result.findings[0]?.code, result.findings[0]?.position?.line]).toEqual([
      false,
      'NIX104',
      3,
    ]);
  });

  it.each<[string, Files]>([
    ['a function without `...`', main('  services.x.y = { a, b }: { c = a; };\n')],
    ['a call that is not an import', main('  services.x.y = mk { pkgs = 1; };\n')],
    ['an import of what is not there', main('  services.x.y = import ./gone.nix;\n')],
    [
      'a path where the option is no module',
      { ...main('  services.x.y = ./a.nix;\n'), 'a.nix': '{ c = 1; }\n' },
    ],
  ])('is not taken for one: %s', (_, files) => {
    const result = applyEdits(configuration(files), [set('services.x.y.c', 2)]);
    expect([result.ok, result.findings[0]?.code]).toEqual([false, 'NIX104']);
  });
});
