import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NixValue } from '../../engine/model/options/value.ts';
import { isAttrs, isList, isPathLiteral, isPkgs } from '../../engine/model/options/value.ts';
import { parseNix } from '../../engine/nix/parse.ts';
import type { RenderContext } from '../../engine/nix/render.ts';
import { renderNixValue, renderPath } from '../../engine/nix/render.ts';
import { literalValue, sameValue } from '../../engine/nix/modules/values.ts';
import { pkg } from './support/apply.ts';
import { evaluate } from './support/real-nix.ts';

const CASES: readonly (readonly [value: NixValue, context: RenderContext, text: string])[] = [
  [null, {}, 'null'],
  [true, {}, 'true'],
  [-3, {}, '-3'],
  [-3, { place: 'operand' }, '(-3)'],
  [1.5, {}, '1.5'],
  [1e21, {}, '1.0e+21'],
  [1e-7, {}, '1.0e-7'],
  ['plain', {}, '"plain"'],
  ['a"b\\c', {}, '"a\\"b\\\\c"'],
  ['${x} $x $${y} $', {}, '"\\${x} $x $\\${y} $"'],
  ['tab\tend\r', {}, '"tab\\tend\\r"'],
  ['a\nb\n', {}, "''\n  a\n  b\n''"],
  ['a\nb', { indent: '  ' }, "''\n    a\n    b''"],
  ["it''s\nb\n", {}, '"it\'\'s\\nb\\n"'],
  ["'${a}\nb\n", {}, '"\'\\${a}\\nb\\n"'],
  ['  a\n  b\n', {}, '"  a\\n  b\\n"'],
  [[], {}, '[ ]'],
  [[80, 'x', -1], {}, '[ 80 "x" (-1) ]'],
  [pkg('htop'), {}, 'pkgs.htop'],
  [pkg('nodePackages."@x/y"'), {}, 'pkgs.nodePackages."@x/y"'.replace('"@x/y"', '"\\"@x/y\\""')],
  [{ type: 'path', path: './motd' }, {}, './motd'],
  [{ type: 'path', path: '/etc/a b' }, {}, '(/. + "/etc/a b")'],
  [{ type: 'attrs', entries: {} }, {}, '{ }'],
  [{ type: 'attrs', entries: { enable: true } }, {}, '{ enable = true; }'],
  [{ type: 'attrs', entries: { a: 1, 'b c': -2 } }, { indent: '  ' }, '{\n    a = 1;\n    "b c" = -2;\n  }'],
  [[{ type: 'attrs', entries: { a: 1, b: 2 } }], {}, '[ { a = 1; b = 2; } ]'],
  [
    ['a'.repeat(40), 'b'.repeat(40)],
    { indent: '  ' },
    `[\n    "${'a'.repeat(40)}"\n    "${'b'.repeat(40)}"\n  ]`,
  ],
];

const string = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(
      fc.constantFrom(
        '$',
        '{',
        '}',
        '${',
        "'",
        "''",
        '"',
        '\\',
        '\n',
        '\r',
        '\t',
        ' ',
        'a',
        '  b',
        '\n\n',
        '\\n',
      ),
      { maxLength: 12 },
    )
    .map((pieces) => pieces.join('')),
);
const name = fc.oneof(string, fc.constantFrom('if', 'or', 'a-b', "c'", '1', 'with', '__proto', 'x.y'));

const { value } = fc.letrec<{ value: NixValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    string,
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.constantFrom(0.5, -1.25, 1024.5),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .dictionary(name, tie('value'), { maxKeys: 4, noNullPrototype: true })
      .map((entries): NixValue => ({ type: 'attrs', entries })),
  ),
}));

function plain(of: NixValue): unknown {
  if (isList(of)) return of.map(plain);
  if (isPkgs(of) || isPathLiteral(of)) return of.path;
  if (!isAttrs(of)) return of;
  return Object.fromEntries(Object.entries(of.entries).map(([key, inner]) => [key, plain(inner)]));
}

function literal(text: string): NixValue | undefined {
  const parsed = parseNix(text, 'x.nix');
  return parsed.ok ? literalValue(text, undefined, parsed.value.root) : undefined;
}

describe('renderNixValue', () => {
  test.each(CASES)('%j in %j is %j', (of, context, text) => {
    expect(renderNixValue(of, context)).toBe(text);
  });

  test('real Nix evaluates what is rendered to the value', () => {
    const values = fc.sample(value, 1500);
    const rendered = values.map((each, index) => {
      const context: RenderContext = { indent: ' '.repeat((index % 4) * 2), place: 'operand' };
      return `${context.indent ?? ''}${renderNixValue(each, context)}`;
    });
    expect(evaluate(new Map(), `[\n${rendered.join('\n')}\n]`)).toEqual(values.map(plain));
  });

  test('reading what is rendered gives the value', () => {
    fc.assert(
      fc.property(value, (each) => {
        const back = literal(renderNixValue(each));
        expect(back !== undefined && sameValue(back, each)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('reading a string literal gives what real Nix evaluates it to', () => {
    const piece = fc.constantFrom(
      "'''",
      "''$",
      "''\\n",
      "''\\x",
      '$',
      '{',
      ' ',
      '  ',
      '\n',
      '\n   ',
      'a',
      "' ",
      '\t',
      '\\',
      '"',
    );
    const inside = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
    const texts = fc
      .sample(inside, 1500)
      .flatMap((each) => [`''${each}''`, `"${each.replaceAll('"', '')}x"`]);
    const read = texts
      .map((text) => [text, literal(text)] as const)
      .filter(([, found]) => found !== undefined);
    expect(read.length).toBeGreaterThan(1000);
    const list = `[\n${read.map(([text]) => text).join('\n')}\n]`;
    expect(evaluate(new Map(), list)).toEqual(read.map(([, found]) => found));
  });

  test('a number that is not finite is refused', () => {
    expect(() => renderNixValue(Number.NaN)).toThrow(RangeError);
  });
});

test.each([
  [['a', 'b-c', "d'"], "a.b-c.d'"],
  [['if', 'or', '1a', ''], '"if"."or"."1a".""'],
  [['a.b', '"', '${x}', '\\'], '"a.b"."\\""."\\${x}"."\\\\"'],
])('the path %j is written %s', (path, text) => {
  expect(renderPath(path)).toBe(text);
});

test('lays out each level of a deep value once', () => {
  const deep = Array.from({ length: 200 }).reduce<NixValue>(
    (inner) => [{ type: 'attrs', entries: { a: inner } }],
    'x'.repeat(80),
  );
  const lines = renderNixValue(deep).split('\n');
  expect(lines).toHaveLength(801);
  expect(lines[400]).toBe(`${' '.repeat(800)}a = "${'x'.repeat(80)}";`);
});
