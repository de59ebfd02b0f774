import { expect, test } from 'vitest';
import { visible, visibleData } from '../../../engine/report/text/visible.ts';

test.each([
  ['plain text, umlauts äöü and 日本語', 'plain text, umlauts äöü and 日本語'],
  ['two\nlines\tand a tab', 'two\nlines\tand a tab'],
  ['\u001B[2Jgone', '\\u{1b}[2Jgone'],
  ['title\u001B]0;root\u0007', 'title\\u{1b}]0;root\\u{7}'],
  ['over\rwritten', 'over\\u{d}written'],
  ['evil\u202Egpj.exe', 'evil\\u{202e}gpj.exe'],
  ['\u009B31mred', '\\u{9b}31mred'],
  ['al\u200Bice and al\u00ADice', 'al\\u{200b}ice and al\\u{ad}ice'],
  ['\u3164\u180E\u2060\u{E0041}x', '\\u{3164}\\u{180e}\\u{2060}\\u{e0041}x'],
  ['users.users.\u0430lice', 'users.users.\\u{430}lice'],
  [
    'g\u03BFogle.com, \u03B1\u03B2\u03B3, \u041C\u043E\u0441\u043A\u0432\u0430',
    'g\\u{3bf}ogle.com, \u03B1\u03B2\u03B3, \u041C\u043E\u0441\u043A\u0432\u0430',
  ],
  ['half \uD800', 'half \uFFFD'],
])('%j is shown as %j', (text, expected) => {
  expect(visible(text)).toBe(expected);
});

test('data keeps its shape, and names are looked at as well', () => {
  expect(visibleData({ a: ['\u001B'], 'b\u0007': 1, c: null, d: true })).toEqual({
    a: ['\\u{1b}'],
    'b\\u{7}': 1,
    c: null,
    d: true,
  });
});

test('a letter of another script is found in a word however long, and the word is gone over once', () => {
  const long = 'a'.repeat(400_000);
  expect(visible(`${long}\u0430`)).toBe(`${long}\\u{430}`);
  expect(visible(long)).toBe(long);
});
