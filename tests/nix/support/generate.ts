import fc from 'fast-check';

/** Space between tokens, comments included. */
const gap = fc.constantFrom(' ', '\n', '\t', ' # note\n', ' /* note */ ', '\r\n', '  ');

const name = fc.constantFrom('a', 'b', "c'", 'd-e', '_f', 'true', 'null', 'pkgs', 'lib', 'orx', 'iff');
const attr = fc.oneof(
  { weight: 5, arbitrary: name },
  { weight: 1, arbitrary: fc.constantFrom('"q"', '"q r"', 'or', '${"s"}', '"${a}"', '${a}') },
);
const number = fc.constantFrom('0', '1', '42', '1.5', '.5', '1.', '0.25', '1.0e3', '9223372036854775807');
const text = fc.constantFrom(
  '""',
  '"x"',
  '"\\n\\"\\\\"',
  '"$"',
  '"$$"',
  '"$${a}"',
  '"\\${a}"',
  '"a$"',
  "''''",
  "''x''",
  "'' ''$ ''",
  "''\n  a\n   b\n''",
  "'''''x''",
  "''''\\n''",
  "''$''",
  "'''x''",
  "''$$''",
  '"#"',
  '"/* "',
);
const path = fc.constantFrom(
  './a',
  '../b/c',
  '/x/y',
  '~/z',
  '<nixpkgs>',
  '<a/b>',
  'a/b',
  './a${b}',
  './${b}/c',
  'http://x.org/a?b=c',
  'x:y',
  './a.b-c+d_e',
);

/** Text of Nix expressions of any shape; most parse, and all are made of Nix's own pieces. */
export const { expression } = fc.letrec<{
  expression: string;
  operand: string;
  bindings: string;
  formals: string;
}>((tie) => {
  const g = (...parts: (fc.Arbitrary<string> | string)[]): fc.Arbitrary<string> =>
    fc
      .tuple(
        ...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part)),
        fc.array(gap, { minLength: 1, maxLength: 3 }),
      )
      .map((pieces) => {
        const gaps = pieces.at(-1);
        const words = pieces.slice(0, -1).map(String);
        const between = Array.isArray(gaps) ? gaps : [' '];
        return words
          .map((word, index) => (index === 0 ? word : `${between[index % between.length] ?? ' '}${word}`))
          .join('');
      });
  const expr = tie('expression');
  const operand = tie('operand');
  const operator = fc.constantFrom(
    '+',
    '-',
    '*',
    '/',
    '++',
    '//',
    '==',
    '!=',
    '<',
    '>',
    '<=',
    '>=',
    '&&',
    '||',
    '->',
  );
  return {
    expression: fc.oneof(
      { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
      operand,
      g(operand, operator, operand),
      g(operand, operator, operand, operator, operand),
      g(operand, operator, fc.constantFrom('!', '-'), operand, operator, operand),
      g(fc.constantFrom('!', '-', '- -', '! !'), operand),
      g(operand, '?', attr, operator, operand),
      g(operand, '?', attr, '.', attr),
      g(operand, operand),
      g(operand, operand, operand),
      g('if', expr, 'then', expr, 'else', expr),
      g('let', tie('bindings'), 'in', expr),
      g(fc.constantFrom('with', 'assert'), expr, ';', expr),
      g(name, ':', expr),
      g('{', tie('formals'), '}', ':', expr),
      g('{', tie('formals'), '}', '@', name, ':', expr),
      g(name, '@', '{', tie('formals'), '}', ':', expr),
      g(expr, fc.constantFrom(')', ';', '}', 'or', '|>', '@', 'then'), expr),
    ),
    operand: fc.oneof(
      { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
      name,
      number,
      text,
      path,
      g('(', expr, ')'),
      g('[', operand, operand, ']'),
      fc.constantFrom('[ ]', '{ }', '[]', '{}'),
      g('{', tie('bindings'), '}'),
      g('rec', '{', tie('bindings'), '}'),
      g('let', '{', tie('bindings'), '}'),
      g(operand, '.', attr),
      g(operand, '.', attr, 'or', operand),
      g(operand, 'or'),
      expr.map((inner) => `"a\${${inner}}b"`),
      expr.map((inner) => `''a\${ ${inner} }b''`),
    ),
    bindings: fc
      .array(
        fc.oneof(
          g(attr, '=', expr, ';'),
          g(attr, '.', attr, '=', expr, ';'),
          g('inherit', attr, attr, ';'),
          g('inherit', '(', expr, ')', attr, ';'),
        ),
        { maxLength: 3 },
      )
      .map((bindings) => bindings.join(' ')),
    formals: fc.oneof(
      fc.constantFrom('', '...', 'a', 'a,', 'a, b', 'a, ...', 'a, a', '..., a', 'a,,b'),
      g(name, '?', expr, ',', '...'),
    ),
  };
});

/** Text that is rarely Nix: its tokens in any order. */
export const tokenSoup = fc
  .array(
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '(',
      ')',
      ';',
      ':',
      ',',
      '.',
      '=',
      '@',
      '?',
      '!',
      '-',
      '+',
      '++',
      '//',
      '/',
      '*',
      '<',
      '>',
      '->',
      '&&',
      '||',
      '==',
      'a',
      'b',
      'x',
      '1',
      '1.5',
      '"',
      "''",
      '${',
      '$',
      '\\',
      "'",
      'if',
      'then',
      'else',
      'let',
      'in',
      'with',
      'assert',
      'rec',
      'inherit',
      'or',
      '...',
      './a',
      '~/b',
      '<c>',
      'd:e',
      '#',
      '/*',
      '*/',
      '\n',
      ' ',
      '|>',
      '<|',
      '~',
      '\u{1F600}',
      '\u00E9',
    ),
    { maxLength: 25 },
  )
  .chain((tokens) => fc.constantFrom('', ' ').map((separator) => tokens.join(separator)));
