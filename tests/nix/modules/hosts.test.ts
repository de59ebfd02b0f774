import { describe, expect, test } from 'vitest';
import type { ConfigFiles, ModulePlace } from '../../../engine/model/host/configuration.ts';
import type { Edit } from '../../../engine/model/options/value.ts';
import { applyEdits } from '../../../engine/nix/edit.ts';
import { loneFile } from '../../../engine/nix/modules/lone-file.ts';
import { readModules } from '../../../engine/nix/modules/modules.ts';
import { findPlace, placeInFile } from '../../../engine/nix/modules/places.ts';
import { parseNix } from '../../../engine/nix/parse.ts';
import { add, pkg, remove, set, unset } from '../support/apply.ts';

const CALL = 'nixpkgs.lib.nixosSystem';

function flakeOf(
  body: string,
  files: Readonly<Record<string, string>>,
  attribute = 'desk',
  more: Partial<ConfigFiles> = {},
): ConfigFiles {
  const text = `{ outputs = { self, nixpkgs, ... }: { nixosConfigurations = ${body}; }; }`;
  const all = new Map([['flake.nix', text], ...Object.entries(files)]);
  return { entries: [], flake: { attribute }, files: all, ...more };
}

function filesOf(config: ConfigFiles): readonly string[] {
  const read = readModules(config);
  return read.ok ? read.value.map(({ file }) => file) : read.findings.map(({ message }) => message);
}

const TWO = `{ desk = ${CALL} { modules = [ ./configuration.nix ./common.nix ]; }; lap = import ./hosts/lap { inherit nixpkgs; }; }`;
const FILES = {
  'configuration.nix': '{\n  networking.hostName = "desk";\n}\n',
  'common.nix': '{\n  services.openssh.enable = true;\n  boot.loader.timeout = 3;\n}\n',
  'hosts/lap/default.nix': `{ nixpkgs }: ${CALL} { modules = [ ./lap.nix ../../common.nix ]; }`,
  'hosts/lap/lap.nix': '{\n  networking.hostName = "lap";\n}\n',
};

function outputsOf(body: string, attribute: string): ConfigFiles {
  const text = `{ outputs = { nixpkgs, ... }@inputs: { ${body} }; }`;
  return {
    entries: [],
    flake: { attribute },
    files: new Map([['flake.nix', text], ...Object.entries(FILES)]),
  };
}

describe('the modules of a host', () => {
  test.each([
    ['one of two', flakeOf(TWO, FILES, 'lap'), ['hosts/lap/lap.nix', 'common.nix']],
    [
      'one that is not there: never those of another, and the hosts that there are',
      flakeOf(TWO, FILES, 'nosuch'),
      ['flake.nix has no nixosConfigurations.nosuch; it has desk, lap'],
    ],
    [
      'one that is computed of what only an evaluation knows, although there is a configuration.nix',
      flakeOf('nixpkgs.lib.something ./.', FILES),
      ["flake.nix does not show which modules 'desk' has"],
    ],
    [
      'what the settings name, where the text does not show it',
      flakeOf('nixpkgs.lib.something ./.', FILES, 'desk', { entries: ['common.nix'] }),
      ['common.nix'],
    ],
    [
      'a file of the settings that is not there',
      flakeOf(TWO, FILES, 'desk', { entries: ['gone.nix'] }),
      ["the module file 'gone.nix' does not exist in the configuration directory"],
    ],
    [
      'a Mac: it is not a host of NixOS',
      outputsOf(
        `darwinConfigurations.mac = inputs.darwin.lib.darwinSystem { modules = [ ./common.nix ]; }; nixosConfigurations = ${TWO};`,
        'mac',
      ),
      ["'mac' is a Mac that nix-darwin makes (darwinConfigurations), not a NixOS host"],
    ],
    [
      'a home of Home Manager alone',
      outputsOf(
        'homeConfigurations."alice@desk" = inputs.home-manager.lib.homeManagerConfiguration { modules = [ ./common.nix ]; };',
        'alice@desk',
      ),
      ["'alice@desk' is a home that Home Manager makes without NixOS (homeConfigurations), not a NixOS host"],
    ],
    [
      'a flake that has homes alone',
      outputsOf('homeConfigurations = inputs.nixpkgs.lib.genAttrs [ "bob" "alice" ] (name: { });', 'desk'),
      ['flake.nix has no nixosConfigurations; it has homeConfigurations: alice, bob'],
    ],
    [
      'a host with the name of a home',
      outputsOf(`homeConfigurations.lap = { }; nixosConfigurations = ${TWO};`, 'lap'),
      ['hosts/lap/lap.nix', 'common.nix'],
    ],
    [
      'paths that are written in full',
      flakeOf(`{ desk = ${CALL} { modules = [ /etc/nixos/common.nix ]; }; }`, FILES, 'desk', {
        directory: '/etc/nixos',
      }),
      ['common.nix'],
    ],
  ])('are found for %s', (_, config, files) => {
    expect(filesOf(config)).toEqual(files);
  });

  test.each([
    ['imports that go in a circle', '{ imports = [ ./a.nix ]; }', ['configuration.nix', 'a.nix']],
    ['a name that is bound to itself', '{ imports = let x = x; in x; }', ['configuration.nix']],
    [
      'a function that calls itself for ever',
      '{ imports = let f = n: f (n); in f 1; }',
      ['configuration.nix'],
    ],
    [
      'a list that grows for ever',
      '{ imports = let f = n: [ n ] ++ f n; in f ./a.nix; }',
      ['configuration.nix', 'a.nix'],
    ],
  ])('are read to an end with %s', (_, text, files) => {
    const config = {
      entries: ['configuration.nix'],
      files: new Map([
        ['configuration.nix', text],
        ['a.nix', '{ imports = [ ./configuration.nix ]; }'],
      ]),
    };
    expect(filesOf(config)).toEqual(files);
  });
});

describe('an edit of a host', () => {
  const config = flakeOf(TWO, FILES);
  const changed = (edit: Edit): readonly unknown[] => {
    const result = applyEdits(config, [edit]);
    const notes = result.findings.filter(({ severity }) => severity === 'warning');
    return [
      result.ok && [...result.value.files.keys()],
      notes.map(({ code, message }) => `${code} ${message}`),
    ];
  };
  const ALSO = 'NIX118 common.nix is also used by lap: the change is theirs, too';

  test.each([
    ['a new option goes to its own file', set('services.openssh.ports', [22]), ['configuration.nix'], []],
    ['a new package, too', add('environment.systemPackages', pkg('htop')), ['configuration.nix'], []],
    [
      'what others have is changed by saying so',
      set('services.openssh.enable', false),
      ['common.nix'],
      [ALSO],
    ],
    ['and taken out by saying so', unset('boot.loader.timeout'), ['common.nix'], [ALSO]],
  ])('%s', (_, edit, files, notes) => {
    expect(changed(edit)).toEqual([files, notes]);
  });

  test('says whose a file is, too, where one function makes the modules of all hosts', () => {
    const made = flakeOf(
      `let mk = name: ${CALL} { modules = [ { imports = [ (./hosts + "/\${name}.nix") ]; } ]; }; in { desk = mk "desk"; lap = mk "lap"; }`,
      {
        'hosts/desk.nix': '{ imports = [ ../common.nix ]; networking.hostName = "desk"; }\n',
        'hosts/lap.nix': '{ imports = [ ../common.nix ]; networking.hostName = "lap"; }\n',
        'common.nix': '{\n  services.openssh.enable = true;\n}\n',
      },
    );
    const result = applyEdits(made, [set('services.openssh.enable', false)]);
    expect(result.findings.map(({ code, message }) => `${code} ${message}`)).toEqual([ALSO]);
  });

  test('that changes two modules of one file changes both', () => {
    const inline = flakeOf(
      `{ desk = ${CALL} { modules = [ { p = [ 1 2 ]; } ({ lib, ... }: { p = [ 1 ]; q = 1; }) ]; }; }`,
      {},
    );
    const result = applyEdits(inline, [remove('p', 1), unset('q')]);
    expect(result.ok && result.value.files.get('flake.nix')).toContain(
      'modules = [ { p = [ 2 ]; } ({ lib, ... }: { p = [ ]; }) ]',
    );
  });

  test('that brings a package into a module of the list makes it a function there', () => {
    const inline = flakeOf(`{ desk = ${CALL} { modules = [ { a = 1; } ]; }; }`, {});
    const result = applyEdits(inline, [set('b', pkg('htop'))]);
    expect(result.ok && result.value.files.get('flake.nix')).toContain(
      'modules = [ ({ pkgs, ... }: { a = 1; b = pkgs.htop; }) ]',
    );
  });

  test('says what was not followed where it adds something, and not where it changes what is there', () => {
    const open = flakeOf(`{ desk = ${CALL} { modules = [ ./a.nix (nixpkgs.lib.make ./b.nix) ]; }; }`, {
      'a.nix': '{\n  a = 1;\n}\n',
    });
    const said = (edit: Edit): readonly string[] =>
      applyEdits(open, [edit]).findings.flatMap(({ severity, message }) =>
        severity === 'warning' ? [message] : [],
      );
    expect(said(set('b', 1))).toEqual([
      '1 import was not followed, so what they define is not seen: flake.nix:1',
    ]);
    expect(said(set('a', 1))).toHaveLength(1);
    expect(said(set('a', 2))).toEqual([]);
  });
});

describe('what an evaluation has read', () => {
  const TEXT = '{ a.b = { pkgs, lib, ... }: { x = 1; }; c = [ { y = 1; } { z = 2; } ]; }';
  const tree = parseNix(TEXT, 'm.nix');

  test.each([
    ['a function by one of its arguments', TEXT.indexOf('pkgs'), { within: 'a.b', kind: 'lambda', nth: 0 }],
    ['a set by one of its attributes', TEXT.indexOf('z'), { within: 'c', kind: 'set', nth: 1 }],
    ['nothing where nothing is', 3, undefined],
  ] as const)('is %s, and found again by what is around it', (_, offset, place) => {
    if (!tree.ok) throw new Error('it parses');
    const at = placeInFile(tree.value, 1, offset + 1);
    expect(at).toEqual(place);
    const moved = parseNix(`{\n  # more\n  n = { };\n${TEXT.slice(1)}`, 'm.nix');
    const found = at && moved.ok ? findPlace(moved.value, at) : undefined;
    expect(found?.expr.kind).toEqual(place?.kind);
  });

  const computed = flakeOf(`{ desk = nixpkgs.lib.something ./.; }`, {
    'a.nix': '{\n  a = 1;\n}\n',
    'm.nix': TEXT,
    'off.nix': '{\n  a = 2;\n}\n',
  });
  const places: readonly ModulePlace[] = [
    { file: 'a.nix' },
    { file: 'm.nix', at: { within: 'a.b', kind: 'lambda', nth: 0 } },
    { file: 'gone.nix' },
    { file: 'm.nix', at: { within: 'gone', kind: 'set', nth: 0 } },
  ];

  test('is what a host has whose text does not show it', () => {
    const read = readModules({ ...computed, evaluated: places });
    expect(read.ok && read.value.map(({ file, inline }) => [file, inline])).toEqual([
      ['a.nix', false],
      ['m.nix', true],
    ]);
    const result = applyEdits({ ...computed, evaluated: places }, [set('x', 5), set('a', 3)]);
    expect(result.ok && [...result.value.files.keys()]).toEqual(['a.nix', 'm.nix']);
    expect(result.ok && result.value.files.get('m.nix')).toContain('{ x = 5; }');
  });

  test('leaves out a file that the text may lead to and the evaluation did not read', () => {
    const maybe = flakeOf(
      `{ desk = ${CALL} { modules = [ ./a.nix ({ config, lib, ... }: { imports = lib.optional nixpkgs.on ./off.nix; }) ]; }; }`,
      { 'a.nix': '{ a = 1; }', 'off.nix': '{ a = 2; }' },
    );
    expect(filesOf(maybe)).toContain('off.nix');
    const told = { ...maybe, evaluated: [{ file: 'a.nix' }] };
    expect(filesOf(told)).not.toContain('off.nix');
    expect(applyEdits(told, [set('a', 3)]).ok).toBe(true);
  });
});

describe('a file on its own', () => {
  test.each([
    ['a module', '{ a = 1; }', undefined],
    ['a function', '{ pkgs, ... }: { flakes = 1; }', undefined],
    [
      'one module of NixOS in one of a flake',
      '{ flake.nixosModules.net = { a = 1; }; }',
      ['flake', 'nixosModules', 'net'],
    ],
    [
      'the same in sets',
      '{ inputs, ... }: { flake = { modules.nixos.x = { lib, ... }: { }; }; perSystem = { }; }',
      ['flake', 'modules', 'nixos', 'x'],
    ],
    ['what is no Nix, which others say', '{ = }', undefined],
  ])('is %s', (_, text, part) => {
    const read = loneFile('x.nix', text);
    expect(read.ok && read.value.part).toEqual(part);
  });

  test.each([
    ['a flake', '{ inputs = { }; outputs = { self }: { }; }', 'it is a flake'],
    ['a module of a flake alone', '{ flake.lib = { }; }', 'a module of the flake, not of NixOS'],
    [
      'two modules in one',
      '{ flake.nixosModules = { a = { }; b = { }; }; }',
      'flake.nixosModules.a (line 1), flake.nixosModules.b (line 1)',
    ],
  ])('is refused as %s', (_, text, message) => {
    const [finding] = loneFile('x.nix', text).findings;
    expect(finding).toMatchObject({ code: 'NIX131' });
    expect(finding?.message).toContain(message);
  });

  test('is edited in the module that it has', () => {
    const config = loneFile('x.nix', '{ flake.nixosModules.net = { pkgs, ... }: {\n  a = 1;\n}; }\n');
    const result = config.ok ? applyEdits(config.value, [set('b', 2), set('a', 3)]) : config;
    expect(result.ok && result.value.files.get('x.nix')).toBe(
      '{ flake.nixosModules.net = { pkgs, ... }: {\n  a = 3;\n  b = 2;\n}; }\n',
    );
  });
});
