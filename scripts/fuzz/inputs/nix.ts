import * as fc from 'fast-check';
import { generatedModule } from '../../../tests/nix/support/generate-module.ts';
import { expression, tokenSoup } from '../../../tests/nix/support/generate.ts';
import { mutatedBytes, mutatedText } from './text.ts';
import { textsOf } from './corpus.ts';

const TOKENS = [
  '{',
  '}',
  '{ ... }:',
  '{ config, lib, pkgs, ... }@args:\n',
  '[',
  ']',
  '(',
  ')',
  ';',
  ' = ',
  ' // ',
  ' ++ ',
  ' ? ',
  ' -> ',
  '.',
  '...',
  ' rec { ',
  ' let ',
  ' in ',
  ' with pkgs; ',
  ' inherit (a) b; ',
  ' inherit ${"a"}; ',
  ' if a then b else ',
  ' assert true; ',
  ' or ',
  '"',
  "''",
  "''${",
  "'''",
  "''\\",
  '${',
  '$${',
  '"${a}"',
  '<nixpkgs>',
  './a${b}/c',
  '~/a',
  'http://a.b/c',
  '1.5e3',
  '.5',
  '99999999999999999999',
  '# note\n',
  '/* note */',
  '/*',
  '*/',
  'lib.mkForce ',
  'lib.mkIf a ',
  'lib.mkMerge [ ',
  'lib.mkOverride 50 ',
  'config.a.b',
  'imports = [ ./b.nix ];\n',
  'a.b.c = 1;\n',
  '"a b"."c" = 2;\n',
  '__overrides = { };\n',
  'options.a = 1;\n',
  'config = { ',
  ' |> ',
] as const;

/** Brackets of one kind, or of all, in one another: up to the depth that the parser refuses and far past it. */
const deep = fc
  .tuple(
    fc.constantFrom(
      ['(', ')'],
      ['[', ']'],
      ['{ a = ', '; }'],
      ['let a = ', '; in a'],
      ['"${', '}"'],
      ["''${", "}''"],
      ['x: ', ''],
      ['!', ''],
      ['- ', ''],
      ['if a then ', ' else b'],
      ['with ', '; a'],
      ['assert ', '; a'],
      ['a.', 'b'],
      ['{ x ? ', ' }: a'],
      ['{ imports = [ ', ' ]; }'],
      ['lib.mkForce (', ')'],
      ['a // ', ''],
      ['a ++ ', ''],
      ['a -> ', ''],
      ['f ', ''],
    ),
    fc.constantFrom(3, 60, 450, 499, 520, 5_000, 60_000),
    fc.constantFrom('1', 'a', '{ }', '', '{ a.b = [ "x" ]; }'),
  )
  .map(([[open = '', close = ''], depth, middle]) => open.repeat(depth) + middle + close.repeat(depth));

/** Texts of Nix modules: as people write them, generated, changed by tokens and by bytes, and nested too deep. */
export function nixTexts(): fc.Arbitrary<string> {
  const corpus = textsOf(
    'tests/data/requests/*.nix',
    'tests/data/nix/shapes/*/before.nix',
    'tests/data/layouts/*/**/*.nix',
    'nix/**/*.nix',
    'flake.nix',
  );
  const written = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...corpus) },
    { weight: 1, arbitrary: generatedModule.map(({ text }) => text) },
    { weight: 1, arbitrary: expression },
  );
  return fc.oneof(
    { weight: 6, arbitrary: mutatedText(written, TOKENS) },
    { weight: 2, arbitrary: mutatedBytes(written) },
    { weight: 2, arbitrary: written },
    { weight: 1, arbitrary: deep },
    {
      weight: 1,
      arbitrary: fc.tuple(deep, expression).map(([one, other]) => `{ a = ${one}; b = ${other}; }`),
    },
    { weight: 1, arbitrary: tokenSoup },
  );
}
