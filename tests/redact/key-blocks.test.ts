import { expect, test } from 'vitest';
import { findKeyBlocks } from '../../engine/redact/key-blocks.ts';

const LINE = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7';
const BEGIN = '-----BEGIN PRIVATE KEY-----';
const END = '-----END PRIVATE KEY-----';
const lines = (count: number): string => Array.from({ length: count }, () => `\n${LINE}`).join('');

test.each([
  ['no key', 'a PRIVATE KEY is something else'],
  ['a whole one', `before ⟦${BEGIN}${lines(3)}\n${END}⟧ after`],
  ['one on one line', `⟦${BEGIN}${LINE}${END}⟧`],
  ['two', `⟦${BEGIN}${lines(1)}\n${END}⟧\n⟦${BEGIN}${lines(2)}\n${END}⟧`],
  ['one of OpenSSH', `⟦-----BEGIN OPENSSH PRIVATE KEY-----${lines(1)}\n-----END OPENSSH PRIVATE KEY-----⟧`],
  ['one of PGP', `⟦-----BEGIN PGP PRIVATE KEY BLOCK-----${lines(1)}\n-----END PGP PRIVATE KEY BLOCK-----⟧`],
  ['a public one', `-----BEGIN PUBLIC KEY-----${lines(1)}\n-----END PUBLIC KEY-----`],
  ['one whose end is cut off', `⟦${BEGIN}${lines(3)}⟧`],
  ['one whose end is cut off, before other text', `⟦${BEGIN}${lines(3)}⟧\nand so on, and so forth`],
  ['one whose end is cut off, before a short line', `⟦${BEGIN}${lines(2)}⟧\nshort\n${LINE}`],
  ['its beginning alone', `⟦${BEGIN}⟧ and nothing more`],
  ['its beginning alone, before other text', `⟦${BEGIN}⟧\nand so on, and so forth\n${LINE}`],
  ['one that a diff shows a part of', `+⟦${BEGIN}\n+${LINE}\n+  ${LINE}==⟧\n other text here`],
  ['one that a trace numbers', `⟦${BEGIN}\n   12|${LINE}\n   13|${LINE}⟧\n`],
  ['one whose end has no end', `⟦${BEGIN}${lines(1)}⟧\n-----END PRIVATE KEY and more`],
  ['one whose end is far from its end', `⟦${BEGIN}${lines(1)}⟧\n-----END ${' '.repeat(90)}-----`],
])('of %s is found what stands between the marks', (_, marked) => {
  const text = marked.replaceAll(/[⟦⟧]/gu, '');
  const found = findKeyBlocks(text);
  const wanted = [...marked.matchAll(/⟦([^⟧]*)⟧/gu)].map((match) => match[1]);
  expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(wanted);
  expect(found.every(({ kind }) => kind === 'private-key')).toBe(true);
});

test('one that is longer than any is taken to its end by its lines', () => {
  const body = lines(1_300);
  expect(body.length).toBeGreaterThan(64 * 1024);
  const [found] = findKeyBlocks(`${BEGIN}${body}\n${END}`);
  expect(found?.start).toBe(0);
  expect(found?.end).toBeGreaterThanOrEqual(64 * 1024);
  expect(found?.end).toBeLessThan(64 * 1024 + BEGIN.length + 2 * LINE.length);
});
