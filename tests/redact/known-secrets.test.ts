import { expect, test } from 'vitest';
import { KnownSecrets } from '../../engine/redact/known-secrets.ts';

const VALUE = 'tr0ub4dor & "3" ${x}/';
const known = new KnownSecrets([{ kind: 'password', value: VALUE }]);

test.each([
  ['as it is', VALUE],
  ['in a URL', encodeURIComponent(VALUE)],
  ['in a URL, each letter as its number', numbers(VALUE)],
  ['in a URL, each letter as its number in capitals', numbers(VALUE).toUpperCase()],
  ['in JSON', JSON.stringify(VALUE).slice(1, -1)],
  [
    'in a string of Nix',
    JSON.stringify(VALUE)
      .slice(1, -1)
      .replaceAll('${', String.raw`\${`),
  ],
  ['in an indented string of Nix', VALUE.replaceAll('${', "''${")],
])('a known secret is found %s', (_where, text) => {
  expect(known.find(`login ${text} failed`)).toMatchObject([{ start: 6, end: 6 + text.length }]);
});

function numbers(text: string): string {
  return [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

/** The text with marks around what is found of a secret that says this. */
function marked(value: string, text: string): string {
  return new KnownSecrets([{ kind: 'password', value }])
    .find(text)
    .toSorted((one, other) => other.start - one.start)
    .reduce(
      (all, { start, end }) => `${all.slice(0, start)}⟦${all.slice(start, end)}⟧${all.slice(end)}`,
      text,
    );
}

test.each([
  ['an ordinary word alone', 'umbrella', '⟦umbrella⟧ "⟦umbrella⟧", ⟦umbrella⟧.'],
  ['no part of a word', 'umbrella', 'umbrellas myumbrella umbrella1'],
  ['no part of a name', 'umbrella', 'umbrella-stand my_umbrella umbrella/x x.umbrella'],
  ['no name with an ending', 'umbrella', 'umbrella.txt'],
  ['behind an escape', 'umbrella', String.raw`a\n⟦umbrella⟧ a\t⟦umbrella⟧ numbrella`],
  ['a name with a capital alone', 'Umbrella', '⟦Umbrella⟧ Umbrellas'],
  ['digits alone', '4711471', '⟦4711471⟧ 47114711 1.4711471'],
  ['a short mixture beside signs', 'a1b2c3', '-⟦a1b2c3⟧-⟦a1b2c3⟧. xa1b2c3 a1b2c3x'],
  ['a short mixture behind an escape', 'a1b2c3', String.raw`x\n⟦a1b2c3⟧ na1b2c3`],
  ['a long mixture anywhere', 'a1b2c3d4', 'x⟦a1b2c3d4⟧x'],
  ['a common word nowhere', 'password', 'password'],
  ['a short word nowhere', 'rain', 'rain'],
  [
    'each long line of several',
    'first-line-1234\nshort\n# second-line-5678',
    'x ⟦first-line-1234⟧ short ⟦second-line-5678⟧',
  ],
  ['the longer of two that overlap', 'a1b2c3d4 e5', '⟦a1b2c3d4 e5⟧ a1b2c3d4'],
])('a known secret is found: %s', (_, value, text) => {
  expect(marked(value, text.replaceAll(/[⟦⟧]/gu, ''))).toBe(text);
});

test('what is sure wherever it stands, and what may be a word, is told', () => {
  const sure = (value: string): unknown =>
    new KnownSecrets([{ kind: 'password', value }]).find(value).map(({ unsure }) => unsure);
  expect([sure('a1b2c3d4'), sure('a1b2c3'), sure('umbrella')]).toEqual([[undefined], [true], [true]]);
});
