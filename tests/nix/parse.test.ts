import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TreeNode } from '../../engine/nix/syntax/children.ts';
import { childrenOf } from '../../engine/nix/syntax/children.ts';
import { MAX_DEPTH, parseNix } from '../../engine/nix/parse.ts';
import { printNix } from '../../engine/nix/syntax/print.ts';
import { expression, tokenSoup } from './support/generate.ts';
import { realVerdicts } from './support/real-nix.ts';
import { countsOf, growth } from '../lib/operations.ts';
import { draws } from '../lib/scope.ts';

/** The shape of a tree in brackets: `(+ a (* b c))`. */
function shape(text: string): string {
  const parsed = parseNix(text, 'x.nix');
  return parsed.ok ? shapeOf(text, parsed.value.root) : (parsed.findings[0]?.code ?? '');
}

function shapeOf(text: string, node: TreeNode): string {
  const children = childrenOf(node);
  if (children.length === 0) return text.slice(node.start, node.end);
  const label = node.kind === 'binary' || node.kind === 'unary' ? node.operator : node.kind;
  return `(${[label, ...children.map((child) => shapeOf(text, child))].join(' ')})`;
}

const SHAPES: readonly (readonly [text: string, shape: string])[] = [
  ['a + b * c', '(+ a (* b c))'],
  ['a - b - c', '(- (- a b) c)'],
  ['a ++ b ++ c', '(++ a (++ b c))'],
  ['a // b // c', '(// a (// b c))'],
  ['a -> b -> c', '(-> a (-> b c))'],
  ['a || b && c', '(|| a (&& b c))'],
  ['a == b && c != d', '(&& (== a b) (!= c d))'],
  ['a // b == c', '(== (// a b) c)'],
  ['!a && b', '(&& (! a) b)'],
  ['!a + b', '(! (+ a b))'],
  ['a * !b + c', '(* a (! (+ b c)))'],
  ['!a // b', '(// (! a) b)'],
  ['-a ? b', '(has-attr (- a) b)'],
  ['!a ? b', '(! (has-attr a b))'],
  ['a ? b.c ? d', '(has-attr (has-attr a b c) d)'],
  ['a ++ b ? c', '(++ a (has-attr b c))'],
  ['-a * b', '(* (- a) b)'],
  ['- - a', '(- (- a))'],
  ['f a b.c', '(apply f a (select b c))'],
  ['f a.b or c d', '(apply f (select a b c) d)'],
  ['a.b or c.d', '(select a b (select c d))'],
  ['f a or', '(apply f (apply a or))'],
  ['[ a or b.c (d) ]', '(list (apply a or) (select b c) (paren d))'],
  ['a |> b |> c', '(|> (|> a b) c)'],
  ['a <| b <| c', '(<| a (<| b c))'],
  ['a |> b -> c', '(|> a (-> b c))'],
  ['a |> b <| c', 'NIX008'],
  ['a == b == c', 'NIX008'],
  ['a < b > c', 'NIX008'],
  ['a: b: c', '(lambda a (lambda b c))'],
  ['a:b', 'a:b'],
  ['a@{ b ? c, ... }: d', '(lambda a c d)'],
  ['{ b ? c }@a: d', '(lambda c a d)'],
  ['let a = b; in c', '(let (assignment a b) c)'],
  ['let { body = a; }', '(set (assignment body a))'],
  ['a/b', '(path a/b)'],
  ['a / b', '(/ a b)'],
  ['a/${b}/c', '(path a/ (interpolation b) /c)'],
  ['a.5', '(apply a .5)'],
  ['00.5', '(apply 00 .5)'],
  ['a-b', 'a-b'],
  ['a -b', '(- a b)'],
  ['<a/b>', '<a/b>'],
  ['a<b>c', '(apply a <b> c)'],
  ['a <b', '(< a b)'],
  ['"$${a}"', '(string $${a})'],
  ['"$$${a}"', '(string $$ (interpolation a))'],
  ["''$''", '(indented-string $)'],
  ["'' ''${a} ''\\${b} ${c}''", "(indented-string  ''${a} ''\\${b}  (interpolation c))"],
  ["'''''''", "(indented-string ''')"],
  ['if a then b else c + d', '(if a b (+ c d))'],
  ['with a; assert b; c', '(with a (assert b c))'],
  ['{ inherit (a) b "c"; inherit d; }', '(set (inherit a b (string c)) (inherit d))'],
];

/** Text that real Nix must accept or refuse as we do. */
const NASTY: readonly string[] = JSON.parse(
  readFileSync(new URL('../data/nix/nasty.json', import.meta.url), 'utf8'),
);

describe('parseNix', () => {
  test.each(SHAPES)('%s is %s', (text, expected) => {
    expect(shape(text)).toBe(expected);
  });

  test('accepts and refuses a table of nasty syntax as real Nix does', () => {
    const verdicts = realVerdicts(NASTY);
    const ours = NASTY.map((text) => parseNix(text, 'x.nix', { portable: true }).ok);
    expect(NASTY.filter((_, index) => ours[index] !== (verdicts[index] === undefined))).toEqual([]);
    expect(ours.filter(Boolean).length).toBeGreaterThan(100);
    expect(ours.filter((accepted) => !accepted).length).toBeGreaterThan(100);
  });

  test.each([
    ['expressions', expression, draws(100, 300)],
    ['tokens in any order', tokenSoup, draws(50, 100)],
  ])('accepts and refuses generated %s as real Nix does', (_, generated, count) => {
    const texts = fc.sample(generated, count);
    const verdicts = realVerdicts(texts);
    const wrong = texts.filter(
      (text, index) => parseNix(text, 'x.nix', { portable: true }).ok !== (verdicts[index] === undefined),
    );
    expect(wrong).toEqual([]);
  });

  test.each([
    ['expressions', expression],
    ['tokens in any order', tokenSoup],
    ['any text', fc.string({ unit: 'binary', maxLength: 200 })],
    ['bytes', fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('latin1'))],
  ])('prints back every tree of %s byte for byte, and never throws', (_, generated) => {
    fc.assert(
      fc.property(generated, (text) => {
        const parsed = parseNix(text, 'x.nix');
        expect(parsed.ok ? printNix(parsed.value) : text).toBe(text);
        expect(parsed.findings.every(({ position }) => position !== undefined)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    '(',
    '[',
    '{a=',
    '"${',
    'a: ',
    'with a;',
    'if a then b else ',
    '{a?',
    'a.b or ',
    '[{a=',
    '!',
    '- ',
    'a ++ ',
    'a.',
    '${',
    '{${',
    './${',
    'let a=',
    "''${",
    'f {inherit(',
  ])('copes with 100,000 times %s', (opening) => {
    for (const text of [opening.repeat(100_000), `${opening.repeat(100_000)}a`]) {
      const parsed = parseNix(text, 'x.nix');
      expect(parsed.ok ? printNix(parsed.value) : text).toBe(text);
      expect(parsed.findings.map(({ code }) => code).join(' ')).toMatch(/^(?:|NIX001|NIX010)$/u);
    }
  });

  test('accepts as many levels as it says, and refuses one more', () => {
    const nested = (depth: number): string => '('.repeat(depth) + 'a' + ')'.repeat(depth);
    expect(shape(nested(MAX_DEPTH - 1))).not.toBe('NIX010');
    expect(shape(nested(MAX_DEPTH))).toBe('NIX010');
  });

  test.each([
    ['{ s = { a = { x = 1; }; }; s = { a = { y = 1; }; }; }', 'NIX004'],
    ['let s = { a.x = 1; }; s = { a.y = 1; }; in s', 'NIX004'],
    ['{ s = { a = { inherit (z) x; }; }; s = { a = { inherit (z) y; }; }; }', 'NIX004'],
    ['{ s.a = rec { x = 1; }; s = { a = { y = x; }; }; }', 'NIX004'],
    ['[ 1 ] |> map (x: x)', 'NIX009'],
    ['f <| x', 'NIX009'],
  ])('reads %s, which only newer Nix does', (text, code) => {
    expect(parseNix(text, 'x.nix').ok).toBe(true);
    expect(parseNix(text, 'x.nix', { portable: true }).findings.map((found) => found.code)).toEqual([code]);
  });

  test.each([
    ['{ s = { a = { x = 1; }; }; s = { a = { x = 2; }; }; }', "the attribute 's.a.x'"],
    ['{ s = { a = { x = 1; }; }; s = { a = 2; }; }', "the attribute 's.a'"],
    ['{ s = { a = { inherit x; }; }; s = { a = { x.y = 1; }; }; }', "the attribute 's.a.x'"],
  ])('refuses %s: equal leaves are not merged', (text, message) => {
    const [finding] = parseNix(text, 'x.nix').findings;
    expect(finding?.code).toBe('NIX004');
    expect(finding?.message).toContain(message);
  });

  test.each([' + ', ' ++ ', ' // ', ' -> ', ' && ', ' ? '])(
    'reads a chain of 1,900 operands joined by %s, and refuses one of 2,100',
    (operator) => {
      const chain = (length: number): string => Array.from({ length }, () => 'a').join(operator);
      expect(shape(chain(1_900))).not.toBe('NIX010');
      expect(shape(chain(2_100))).toBe('NIX010');
    },
  );

  test('refuses chains in one another that are too deep together', () => {
    const half = Array.from({ length: 1_100 }, () => 'a').join(' ++ ');
    expect(shape(`[ (${half}) (${half}) ]`)).not.toBe('NIX010');
    expect(shape(`${half} ++ (${half})`)).toBe('NIX010');
  });

  test('reads a long chain of names', () => {
    const text = Array.from({ length: 200_000 }, () => 'a').join('.');
    expect(parseNix(text, 'x.nix').ok).toBe(true);
  });

  const count = countsOf(new URL('parse.work.ts', import.meta.url));
  test('reads a chain of four times as many names with four times the work', async () => {
    expect(await growth(count, 'readChain', [5_000], [20_000])).toBeLessThan(5);
  });

  test.each([
    ['{\n  a = 1\n}\n', 'NIX001', 3, 1, "expected ';' after the value of the attribute, got '}'"],
    ['{ a = [ 1, 2 ]; }', 'NIX001', 1, 10, "expected a list item or ']', got ','"],
    ['{ a = "b; }\n', 'NIX003', 1, 7, "this string has no closing '\"'"],
    ['{ a = 1; }\n}', 'NIX001', 2, 1, "expected the end of the file, got '}'"],
    ['{ a = 1;\n  a = 2; }', 'NIX004', 2, 3, "the attribute 'a' is already defined in this set"],
    [
      '1 |> f',
      'NIX009',
      1,
      3,
      "the pipe operator '|>' is an experimental feature that older Nix does not read",
    ],
    ['./a/', 'NIX006', 1, 4, 'this path ends with a slash'],
    // Real Nix of old stops reading at a NUL as if the file ended there.
    ['1 \0 2', 'NIX001', 1, 3, "expected the end of the file, got '\0'"],
    ['"a\0b"', 'NIX001', 1, 3, 'a string cannot hold a NUL character'],
    ['/* a', 'NIX002', 1, 1, "this comment has no '*/'"],
  ])('says of %j where it stops being Nix', (text, code, line, column, message) => {
    const [finding] = parseNix(text, 'x.nix', { portable: true }).findings;
    expect(finding).toMatchObject({
      code,
      message,
      severity: 'error',
      position: { file: 'x.nix', line, column },
    });
  });
});
