import { describe, expect, test } from 'vitest';
import { removeFlakeInput, setFlakeInput } from '../../engine/nix/edits/flake-inputs.ts';
import type { Result } from '../../engine/model/finding.ts';

const URL_OF = 'github:nix-community/disko';

function outcome(result: Result<string>): string {
  return result.ok ? result.value : result.findings.map((finding) => finding.code).join(' ');
}

const SET: readonly (readonly [title: string, before: string, after: string])[] = [
  [
    'takes every form of the set above it',
    '{ inputs = { a.url = "x:y"; }; outputs = { self, ... }: { }; }',
    '{ inputs = { a.url = "x:y"; disko.url = "github:nix-community/disko"; }; outputs = { self, ... }: { }; }',
  ],
  [
    'gives a function without named arguments no argument',
    '{ inputs.a.url = "x:y"; outputs = inputs: { }; }',
    '{ inputs.a.url = "x:y"; inputs.disko.url = "github:nix-community/disko"; outputs = inputs: { }; }',
  ],
  [
    'keeps what else is said of the input',
    '{ inputs.disko = { url = "x:y"; flake = false; }; outputs = { ... }: { }; }',
    '{ inputs.disko = { url = "github:nix-community/disko"; flake = false; }; outputs = { ... }: { }; }',
  ],
  [
    'sets the arguments off as they are',
    '{ outputs = {\n  self,\n  nixpkgs\n}: { }; }',
    '{ inputs.disko.url = "github:nix-community/disko"; outputs = {\n  self,\n  nixpkgs,\n  disko\n}: { }; }',
  ],
  ['leaves a URL that is the same', `{ inputs.disko.url = "${URL_OF}"; outputs = { ... }: { }; }`, ''],
  ['refuses outputs that are no function it can see', '{ outputs = import ./outputs.nix; }', 'NIX126'],
  ['refuses text that is no Nix', '{ inputs = ; }', 'NIX001'],
  [
    'refuses an input that follows another',
    '{ inputs.disko.follows = "a/b"; outputs = { ... }: { }; }',
    'NIX125',
  ],
];

const REMOVE: readonly (readonly [title: string, before: string, after: string])[] = [
  [
    'takes the first argument out',
    '{ inputs = { a.url = "x:y"; disko.url = "x:z"; }; outputs = { disko, self }: { }; }',
    '{ inputs = { a.url = "x:y"; }; outputs = { self }: { }; }',
  ],
  [
    'takes the last argument out',
    '{ inputs = { a.url = "x:y"; disko.url = "x:z"; }; outputs = { self, disko }: { }; }',
    '{ inputs = { a.url = "x:y"; }; outputs = { self }: { }; }',
  ],
  ['leaves a flake that does not have it', '{ inputs.a.url = "x:y"; outputs = { ... }: { }; }', ''],
  [
    'refuses what is inherited into use',
    '{ inputs.disko.url = "x:y"; outputs = { disko, ... }: { inherit disko; }; }',
    'NIX126',
  ],
  [
    'refuses what is used',
    '{ inputs.disko.url = "x:y"; outputs = { disko, ... }: { x = disko.lib; }; }',
    'NIX126',
  ],
  [
    'refuses what another follows through',
    '{ inputs.disko.url = "x:y"; inputs.b.follows = "disko/b"; outputs = { ... }: { }; }',
    'NIX127',
  ],
];

describe('inputs of a flake', () => {
  test.each(SET)('setting one %s', (_title, before, after) => {
    expect(outcome(setFlakeInput(before, 'disko', URL_OF))).toBe(after === '' ? before : after);
  });

  test.each(REMOVE)('removing one %s', (_title, before, after) => {
    expect(outcome(removeFlakeInput(before, 'disko'))).toBe(after === '' ? before : after);
  });

  test.each([
    ['a b', URL_OF],
    ['9a', URL_OF],
    ['a"', URL_OF],
    ['a', ''],
    ['a', 'x y'],
    ['a', 'x"y'],
  ])('the name %j with the URL %j is refused', (name, url) => {
    expect(outcome(setFlakeInput('{ outputs = { ... }: { }; }', name, url))).toBe('NIX124');
  });

  test('one set and removed again gives the same bytes', () => {
    const before = '{\n  inputs.a.url = "x:y";\n\n  outputs = { self, a }: { };\n}\n';
    expect(outcome(removeFlakeInput(outcome(setFlakeInput(before, 'disko', URL_OF)), 'disko'))).toBe(before);
  });
});
