import { describe, expect, it } from 'vitest';
import { compareConfigurations, definedPaths } from '../../../engine/nix/modules/compare.ts';

const MAIN = 'configuration.nix';
type Files = Readonly<Record<string, string>>;
const configuration = (files: Files) => ({ entries: [MAIN], files: new Map(Object.entries(files)) });
const compare = (before: Files, after: Files) => {
  const { edits, computed, unknown } = compareConfigurations(configuration(before), configuration(after));
  const told = edits.map(({ op, path, value }) => [op, path.join('.'), ...(op === 'set' ? [value] : [])]);
  return { told, computed: computed.map((path) => path.join('.')), unknown };
};
const module = (body: string): Files => ({ [MAIN]: `{ pkgs, ... }:\n{\n${body}\n}\n` });

const BASE = 'services.nginx.enable = true;\n  users.users.eve.extraGroups = [ "audio" ];';

describe('two configurations', () => {
  it.each<[string, Files, Files]>([
    ['comments and blanks', module(BASE), module(`  # new\n${BASE}   /* end */`)],
    [
      'sets written apart',
      module(BASE),
      module(`services = { nginx = { enable = true; }; };\n${BASE.split('\n')[1]}`),
    ],
    ['another order', module(BASE), module(BASE.split('\n').toReversed().join('\n'))],
    ['the arguments that a module names', module(BASE), { [MAIN]: `{ lib, config, ... }: {\n${BASE}\n}` }],
  ])('say the same with %s', (_, before, after) => {
    expect(compare(before, after)).toEqual({ told: [], computed: [], unknown: [] });
  });

  it.each<[string, string, readonly unknown[]]>([
    ['a value', 'services.nginx.enable = false;', [['set', 'services.nginx.enable', false]]],
    ['a definition that is gone', '', [['unset', 'services.nginx.enable']]],
    [
      'a forced value: nobody knows which other definitions counted until now',
      'services.nginx.enable = pkgs.lib.mkForce true;',
      [
        ['set', 'services.nginx.enable', true],
        ['unset', 'services.nginx.enable'],
      ],
    ],
    [
      'a set of several options',
      'services.nginx.enable = true; systemd.services.x = { script = "id"; wantedBy = [ "a" ]; };',
      [
        ['set', 'systemd.services.x.script', 'id'],
        ['set', 'systemd.services.x.wantedBy', ['a']],
      ],
    ],
  ])('differ by %s', (_, body, told) => {
    expect(compare(module('services.nginx.enable = true;'), module(body))).toEqual({
      told,
      computed: [],
      unknown: [],
    });
  });

  it.each<[string, string, string, readonly string[]]>([
    ['a value', 'a.b = 1;', 'a.b = 1 + 1;', ['a.b']],
    [
      'what a condition is around',
      'a.b = 1;',
      'a.b = 1; c = pkgs.lib.mkIf true { d = 1; e.f = 2; };',
      ['c.d', 'c.e.f'],
    ],
    ['a condition', 'c = pkgs.lib.mkIf false { d = 1; };', 'c = pkgs.lib.mkIf true { d = 1; };', ['c.d']],
    ['a name', 'a.b = 1;', 'a.b = 1; c.${pkgs.d} = 2;', ['c']],
    ['what is inherited', 'a.b = 1;', 'a.b = 1; c = { inherit (pkgs) d; };', ['c.d']],
    ['a set that refers to itself', 'a.b = 1;', 'a = rec { b = c; c = 1; };', ['a.b', 'a.c']],
    ['what replaces a set', 'a = { b = 1; };', 'a = { b = 1; } // pkgs.x;', ['a.b']],
  ])('differ by %s that is computed: the options may be anything', (_, before, after, computed) => {
    const found = compare(module(before), module(after));
    expect(found.computed).toEqual(computed);
    for (const path of computed) expect(found.told).toContainEqual(['unset', path]);
  });

  it.each<[string, Files, Files]>([
    [
      'let',
      { [MAIN]: '{ ... }: let x = "a"; in { a.b = x; c.d = 1; }' },
      { [MAIN]: '{ ... }: let x = "b"; in { a.b = x; c.d = 1; }' },
    ],
    [
      'with',
      { [MAIN]: '{ lib, ... }: with lib; { a.b = x; c.d = 1; }' },
      { [MAIN]: '{ pkgs, ... }: with pkgs; { a.b = x; c.d = 1; }' },
    ],
    [
      'a default of an argument',
      { [MAIN]: '{ x ? 1, ... }: { a.b = x; c.d = 1; }' },
      { [MAIN]: '{ x ? 2, ... }: { a.b = x; c.d = 1; }' },
    ],
  ])('that differ in %s may differ in every definition of the module', (_, before, after) => {
    expect(compare(before, after).computed).toEqual(expect.arrayContaining(['a.b', 'c.d']));
  });

  it.each<[string, Files, Files]>([
    ['a module that is no set', module('a.b = 1;'), { [MAIN]: 'import ./x.nix', 'x.nix': '{ a.b = 1; }' }],
    [
      'a module that sets all of it',
      module('a.b = 1;'),
      { [MAIN]: '{ config = import ./x.nix; }', 'x.nix': '{ }' },
    ],
    ['options of its own', module('a.b = 1;'), { [MAIN]: '{ options.x = 1; config.a.b = 1; }' }],
    ['a name of which nothing is known', module('a.b = 1;'), module('a.b = 1; ${pkgs.d} = { };')],
    ['modules that are taken away', module('a.b = 1;'), module('a.b = 1; disabledModules = [ "x" ];')],
    ['an import that is computed', module('a.b = 1;'), module('a.b = 1; imports = [ (import /x) ];')],
    ['text that is no Nix', module('a.b = 1;'), module('a.b = ')],
  ])('that differ by %s may differ in anything', (_, before, after) => {
    expect(compare(before, after).unknown).not.toEqual([]);
  });

  it('differ by every definition of a module that is newly imported, and of one that is no longer', () => {
    const files = { 'x.nix': '{ boot.kernelParams = [ "a" ]; }' };
    const [without, withIt] = [
      { ...module('imports = [ ];'), ...files },
      { ...module('imports = [ ./x.nix ];'), ...files },
    ];
    expect(compare(without, withIt).told).toEqual([['set', 'boot.kernelParams', ['a']]]);
    expect(compare(withIt, without).told).toEqual([['unset', 'boot.kernelParams']]);
  });
});

it('every option that is defined is known by its path, whatever is around it', () => {
  const text = 'a.b = 1; config2 = pkgs.lib.mkIf true { c = 1; }; d.${pkgs.x} = 1; imports = [ ./y.nix ];';
  const paths = definedPaths(
    configuration({ ...module(text), 'y.nix': '{ config.e.f = 1; options.g = 1; }' }),
  );
  expect(paths.map((path) => path.join('.'))).toEqual(
    expect.arrayContaining(['a.b', 'config2.c', 'd', 'e.f']),
  );
});
