import { describe, expect, test } from 'vitest';
import { createModule } from '../../engine/nix/edits/create-module.ts';
import type { ConfigFiles } from '../../engine/model/host/configuration.ts';
import { readModules } from '../../engine/nix/modules/modules.ts';
import { config } from './support/apply.ts';

const TEXT = '{\n  services.nginx.enable = true;\n}\n';

/** The changed files, or the codes of what it was refused for. */
function made(before: ConfigFiles, file: string, text = TEXT): unknown {
  const result = createModule(before, file, text);
  return result.ok ? Object.fromEntries(result.value) : result.findings.map((finding) => finding.code);
}

describe('a new module', () => {
  test('is written and imported, and then is one of the modules', () => {
    const before = config('{ ... }:\n{\n  a = 1;\n}\n');
    const result = createModule(before, 'web.nix', TEXT);
    const files = new Map([...before.files, ...(result.value ?? [])]);
    expect(readModules({ ...before, files }).value?.map((module) => module.file)).toEqual([
      'configuration.nix',
      'web.nix',
    ]);
    expect(made({ ...before, files }, 'web.nix')).toEqual({});
  });

  test('beside an entry further down is imported relative to that', () => {
    const before = {
      entries: ['hosts/desk/configuration.nix'],
      files: new Map([['hosts/desk/configuration.nix', '{ imports = [ ./hardware.nix ]; }\n']]),
    };
    expect(made(before, 'common/web.nix')).toEqual({
      'common/web.nix': TEXT,
      'hosts/desk/configuration.nix': '{ imports = [ ./hardware.nix ../../common/web.nix ]; }\n',
    });
  });

  test('goes behind imports that are computed', () => {
    const before = config('{ lib, ... }:\n{\n  imports = map import lib.files;\n}\n');
    expect(made(before, 'web.nix')).toEqual({
      'web.nix': TEXT,
      'configuration.nix': '{ lib, ... }:\n{\n  imports = map import lib.files ++ [ ./web.nix ];\n}\n',
    });
  });

  test('is refused where imports are taken from elsewhere', () => {
    const before = config('{ inputs, ... }:\n{\n  inherit (inputs) imports;\n}\n');
    expect(made(before, 'web.nix')).toEqual(['NIX105']);
  });

  test('that another module imports is not imported twice', () => {
    const before = config('{ imports = [ ./a.nix ]; }\n', {
      'a.nix': '{ imports = [ ./web.nix ]; }\n',
      'web.nix': TEXT,
    });
    expect(made(before, 'web.nix')).toEqual({});
  });

  test.each([
    ['../web.nix', TEXT, 'NIX122'],
    ['/etc/web.nix', TEXT, 'NIX122'],
    ['web', TEXT, 'NIX122'],
    ['a b.nix', TEXT, 'NIX122'],
    ['.hidden.nix', TEXT, 'NIX122'],
    ['web.nix', '{ a = ; }', 'NIX001'],
    ['there.nix', TEXT, 'NIX123'],
  ])('%s with %j is refused: %s', (file, text, code) => {
    expect(made(config('{ }\n', { 'there.nix': '{ }\n' }), file, text)).toEqual([code]);
  });
});
