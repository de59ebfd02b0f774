import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../engine/nix/edit.ts';
import { readModules } from '../../../engine/nix/modules/modules.ts';
import { attributeNames, readDefinitions } from '../../../engine/nix/modules/read.ts';
import { add, config, filesAfter, pkg, remove, set, unset } from '../support/apply.ts';

const TREE = config(
  '{ imports = [ ./users.nix ./hosts ../out.nix <nixpkgs/x> (f ./y) ] ++ [ ./a/b.nix ]; a = 1; }',
  {
    'users.nix': '{ imports = [ ./configuration.nix ]; users.users.alice.uid = 1; }',
    'hosts/default.nix':
      '{ config, ... }: { imports = [ ../shared.nix ./missing.nix ]; networking.hostName = "h"; }',
    'shared.nix': '{ users.users = { bob = { }; "c d".uid = 3; }; }',
    'a/b.nix': '{ }',
    'unused.nix': '{ = }',
  },
);

describe('following imports', () => {
  test('reads every file that literal paths lead to, once, in order', () => {
    const modules = readModules(TREE);
    const files = modules.ok ? modules.value.map(({ file }) => file) : [];
    expect(files).toEqual(['configuration.nix', 'users.nix', 'hosts/default.nix', 'shared.nix', 'a/b.nix']);
  });

  test('says what it did not follow, and where', () => {
    const { findings } = readModules(TREE);
    expect(
      findings.map(({ code, severity, position }) => [code, severity, position?.file, position?.line]),
    ).toEqual([
      ['NIX112', 'info', 'configuration.nix', 1],
      ['NIX112', 'info', 'configuration.nix', 1],
      ['NIX111', 'info', 'configuration.nix', 1],
      ['NIX112', 'info', 'hosts/default.nix', 1],
    ]);
  });

  test('an imported file that does not parse fails the whole', () => {
    const broken = config('{ imports = [ ./b.nix ]; }', { 'b.nix': '{\n  = }' });
    const [finding] = applyEdits(broken, [set('a', 1)]).findings;
    expect(finding).toMatchObject({ code: 'NIX001', position: { file: 'b.nix', line: 2 } });
  });

  test('an entry that is not there is said', () => {
    expect(readModules({ entries: ['x.nix'], files: new Map() }).findings[0]?.code).toBe('NIX113');
  });

  test('names below a path come from all modules', () => {
    expect(attributeNames(TREE, ['users', 'users'])).toEqual(['alice', 'bob', 'c d']);
    expect(attributeNames(TREE, [])).toContain('networking');
  });
});

describe('editing across files', () => {
  test('an edit goes to the file that defines the option', () => {
    const after = filesAfter(TREE, set('networking.hostName', 'i'));
    expect(after.get('hosts/default.nix')).toContain('networking.hostName = "i";');
    expect(after.get('configuration.nix')).toBe(TREE.files.get('configuration.nix'));
  });

  test('a new option goes to the file that has its siblings', () => {
    const after = filesAfter(TREE, set('users.users."c d".shell', pkg('zsh')));
    expect(after.get('shared.nix')).toBe(
      '{ pkgs, ... }:\n{ users.users = { bob = { }; "c d".uid = 3; "c d".shell = pkgs.zsh; }; }',
    );
  });

  test('nothing new goes into the installer’s hardware file', () => {
    const before = config('{\n  imports = [ ./hardware-configuration.nix ];\n}\n', {
      'hardware-configuration.nix': '{\n  boot.kernelModules = [ "kvm" ];\n}\n',
    });
    const after = filesAfter(before, set('boot.tmpOnTmpfs', true), add('boot.kernelModules', 'x'));
    expect(after.get('configuration.nix')).toContain('boot.tmpOnTmpfs = true;');
    expect(after.get('hardware-configuration.nix')).toBe('{\n  boot.kernelModules = [ "kvm" "x" ];\n}\n');
  });

  test('a default of the installer’s file is overridden in the hand-written one, and stays when that goes', () => {
    const before = config('{\n  imports = [ ./hardware-configuration.nix ];\n\n  a = 1;\n}\n', {
      'hardware-configuration.nix': '{ lib, ... }: {\n  networking.useDHCP = lib.mkDefault true;\n}\n',
    });
    const after = { ...before, files: filesAfter(before, set('networking.useDHCP', false)) };
    expect(after.files.get('configuration.nix')).toContain('  networking.useDHCP = false;\n');
    expect(filesAfter(after, unset('networking.useDHCP'))).toEqual(before.files);
  });

  test('imports stand outside the config part of a module', () => {
    const before = config('{ lib, ... }: { options = { }; config = { a = 1; }; }');
    const after = filesAfter(before, add('imports', { type: 'path', path: './b.nix' }));
    expect(after.get('configuration.nix')).toBe(
      '{ lib, ... }: { options = { }; config = { a = 1; }; imports = [ ./b.nix ]; }',
    );
  });

  test.each([
    ['a chain of updates', (count: number) => `{ a = ${'x // '.repeat(count)}{ }; }`],
    ['a chain of negations', (count: number) => `{ a = ${'!'.repeat(count)}x; }`],
    ['a chain of lists', (count: number) => `{ a = ${'[ ] ++ '.repeat(count)}[ ]; }`],
  ])('%s, far longer than anybody writes, is read and edited; one longer still is refused', (_, text) => {
    const before = config(text(1_900));
    expect(readDefinitions(before, ['a'])).toHaveLength(1);
    expect(applyEdits(before, [add('b', 1), set('a', 2)]).ok).toBe(true);
    expect(applyEdits(config(text(50_000)), [add('b', 1)]).findings).toMatchObject([{ code: 'NIX010' }]);
  });

  test('an item is taken out of every file, an option too', () => {
    const before = config('{\n  imports = [ ./b.nix ];\n  p = [ 1 2 ];\n  q = 1;\n}\n', {
      'b.nix': '{\n  p = [ 1 ];\n  q = 2;\n  r = 3;\n}\n',
    });
    expect([...filesAfter(before, remove('p', 1), unset('q')).values()]).toEqual([
      '{\n  imports = [ ./b.nix ];\n  p = [ 2 ];\n}\n',
      '{\n  p = [ ];\n  r = 3;\n}\n',
    ]);
  });

  test('several definitions are named with their files', () => {
    const before = config('{\n  imports = [ ./b.nix ];\n  a = 1;\n}\n', { 'b.nix': '{\n  a = 2;\n}\n' });
    const [finding] = applyEdits(before, [set('a', 3)]).findings;
    expect(finding?.message).toBe(
      "'a' is defined in several places: configuration.nix:3: a = 1;, b.nix:2: a = 2;",
    );
  });

  test('each edit sees the ones before, and only changed files come back', () => {
    const edits = [set('a', 2), add('x.y', 'p'), add('x.y', 'q'), set('a', 2)];
    const result = applyEdits(TREE, edits);
    expect(result.ok && [...result.value.files.keys()]).toEqual(['configuration.nix']);
    expect(result.ok && result.value.applied.map(({ changed, line }) => [changed, line])).toEqual([
      [true, 1],
      [true, 1],
      [true, 1],
      [false, 1],
    ]);
    expect(result.ok && result.value.files.get('configuration.nix')).toContain('x.y = [ "p" "q" ];');
  });

  test('the line of an applied edit is where it can be seen', () => {
    const before = config('{\n  a.b = 1;\n\n  system.stateVersion = "1";\n}\n');
    const result = applyEdits(before, [set('a.c', 2), set('z', 3), add('l', 4), set('a.b', 5)]);
    expect(result.ok && result.value.applied.map(({ line }) => line)).toEqual([3, 5, 7, 2]);
  });

  test('an option whose type is no list takes no items', () => {
    const refused = applyEdits(config('{ }'), [add('a', 1)], () => false);
    expect(refused.findings[0]?.code).toBe('NIX107');
  });

  test('a number that Nix cannot write, or a path with an empty name, is refused', () => {
    expect(applyEdits(config('{ }'), [set('a', [Number.NaN])]).findings[0]?.code).toBe('NIX110');
    expect(applyEdits(config('{ }'), [{ op: 'unset', path: [] }]).findings[0]?.code).toBe('NIX114');
  });
});

describe('reading definitions', () => {
  const text = `{ lib, pkgs, config, ... }:
let more = [ 1 ]; in {
  a.b = lib.mkDefault "x";
  a.c = lib.mkIf config.y 2;
  a.d = more ++ [ 2 ] ++ lib.optionals config.y [ 3 ];
  a.e = with pkgs; [ vim python3Packages.flask lib ];
  a.f = config.z;
  a.g = { h = null; i.j = -1; };
  a.k = more ++ [ 2 ];
}`;

  test.each([
    ['a.b', { kind: 'literal', value: 'x' }, 3, 1000, false],
    ['a.c', { kind: 'literal', value: 2 }, 4, 100, true],
    ['a.d', { kind: 'partial', items: [1, 2] }, 5, 100, false],
    ['a.e', { kind: 'partial', items: [pkg('vim'), pkg('python3Packages.flask')] }, 6, 100, false],
    ['a.f', { kind: 'unknown' }, 7, 100, false],
    [
      'a.g',
      {
        kind: 'literal',
        value: { type: 'attrs', entries: { h: null, i: { type: 'attrs', entries: { j: -1 } } } },
      },
      8,
      100,
      false,
    ],
    ['a.g.i.j', { kind: 'literal', value: -1 }, 8, 100, false],
    ['a.k', { kind: 'literal', value: [1, 2] }, 9, 100, false],
  ])('%s is %j', (option, value, line, priority, conditional) => {
    const found = readDefinitions(config(text), option.split('.'));
    expect(found).toMatchObject([
      { value, position: { file: 'configuration.nix', line }, priority, conditional },
    ]);
  });
});

/** Files of the modules that a flake gives a host, where all that it names are there. */
function moduleFilesOf(text: string, attribute: string | undefined): readonly string[] {
  const named = [...text.matchAll(/\.\/([\w/.-]+)/gu)].map((match) => match[1] ?? '');
  const files = named.map((name) => [name.endsWith('.nix') ? name : `${name}/default.nix`, '{ }'] as const);
  const flake = attribute === undefined ? {} : { attribute };
  const read = readModules({ entries: [], flake, files: new Map([['flake.nix', text], ...files]) });
  return read.ok ? read.value.map(({ file }) => file) : [];
}

describe('the modules of a flake', () => {
  test.each([
    [
      'the modules of the only host',
      '{ outputs = { self, nixpkgs }: { nixosConfigurations.desk = nixpkgs.lib.nixosSystem { system = "x"; modules = [ ./configuration.nix home.nixosModule ]; }; }; }',
      undefined,
      ['configuration.nix'],
    ],
    [
      'a host by name, in nested sets',
      '{ outputs = inputs: { nixosConfigurations = { a = lib.nixosSystem { modules = [ ./a ]; }; b = lib.nixosSystem rec { modules = [ ./hosts/b.nix ./common.nix ]; }; }; }; }',
      'b',
      ['hosts/b.nix', 'common.nix'],
    ],
    [
      'modules bound by let',
      '{ outputs = { nixpkgs, ... }@inputs: let common = [ ./common.nix ]; in { nixosConfigurations."h" = nixpkgs.lib.nixosSystem { modules = common ++ [ ./h.nix ]; }; }; }',
      'h',
      ['common.nix', 'h.nix'],
    ],
    [
      'hosts of a flake made of parts',
      '{ outputs = inputs: inputs.flake-parts.lib.mkFlake { inherit inputs; } { flake.nixosConfigurations.p = nixosSystem { modules = [ ./p.nix ]; }; }; }',
      'p',
      ['p.nix'],
    ],
    [
      'nothing when it is not said which of two hosts',
      '{ outputs = i: { nixosConfigurations = { a = f { modules = [ ./a.nix ]; }; b = f { modules = [ ./b.nix ]; }; }; }; }',
      undefined,
      [],
    ],
    ['nothing when the host is not there', '{ outputs = i: { }; }', 'a', []],
    ['nothing when the text is not Nix', '{', undefined, []],
  ])('finds %s', (_, text, attribute, entries) => {
    expect(moduleFilesOf(text, attribute)).toEqual(entries);
  });
});
