import { expect, test } from 'vitest';
import { renderTerminalSvg } from '../../scripts/picture/svg.ts';
import { parseTerminal } from '../../scripts/picture/terminal.ts';

const look = (output: string): unknown =>
  parseTerminal(output).map((line) =>
    line.map(({ text, column, style: { bold, dim, colour } }) => [
      text,
      column,
      `${bold ? 'bold ' : ''}${dim ? 'dim ' : ''}${colour ?? 'plain'}`,
    ]),
  );

test.each([
  ['plain lines', 'a\nb\n', [[['a', 0, 'plain']], [['b', 0, 'plain']]]],
  ['an empty line between', 'a\n\nb', [[['a', 0, 'plain']], [], [['b', 0, 'plain']]]],
  [
    'a colour and its end',
    '\u001b[32mOK\u001b[39m x',
    [
      [
        ['OK', 0, '2'],
        [' x', 2, 'plain'],
      ],
    ],
  ],
  ['a bright colour', '\u001b[91mOK', [[['OK', 0, '9']]]],
  ['two styles at once', '\u001b[1;31mno', [[['no', 0, 'bold 1']]]],
  [
    'a style that goes on over the end of a line',
    '\u001b[2ma\nb\u001b[22mc',
    [
      [['a', 0, 'dim plain']],
      [
        ['b', 0, 'dim plain'],
        ['c', 1, 'plain'],
      ],
    ],
  ],
  ['a movement of the cursor, which is left out', '\u001b[2Ka', [[['a', 0, 'plain']]]],
  [
    'a character beyond the basic plane, which takes one column',
    '𝒳\u001b[1m!',
    [
      [
        ['𝒳', 0, 'plain'],
        ['!', 1, 'bold plain'],
      ],
    ],
  ],
])('terminal text is read: %s', (_what, output, expected) => {
  expect(look(output)).toEqual(expected);
});

test('a picture has the text as text, with its columns, and is well-formed', () => {
  const svg = renderTerminalSvg('\u001b[1mnixos-ai\u001b[0m "a <b> & c"\u0007', 'A & B');
  expect(svg).toContain('<title>A &amp; B</title>');
  expect(svg).toContain(
    '<tspan x="16" textLength="64" lengthAdjust="spacingAndGlyphs" font-weight="bold">nixos-ai',
  );
  expect(svg).toContain(' &quot;a &lt;b&gt; &amp; c&quot; </tspan>');
  const open = [...svg.matchAll(/<(\w+)(?:\s[^>]*[^/])?>/gu)].map((match) => match[1] ?? '');
  const closed = [...svg.matchAll(/<\/(\w+)>/gu)].map((match) => match[1] ?? '');
  expect(open.length).toBeGreaterThan(3);
  expect(open.toSorted(byName)).toEqual(closed.toSorted(byName));
});

function byName(a: string, b: string): number {
  return a.localeCompare(b, 'en');
}
