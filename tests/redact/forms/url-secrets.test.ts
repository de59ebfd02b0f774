import { expect, test } from 'vitest';
import { findUrlSecrets } from '../../../engine/redact/forms/url-secrets.ts';

test.each([
  'https://alice:⟦blue7fish⟧@example.org/',
  '"https://alice:⟦blue7fish⟧@example.org/", "red:bird@b"',
  '"https://example.org/","red:bird@b"',
  '(https://example.org/)red:bird@b',
  '<https://example.org/>red:bird@b',
  '"https://alice:⟦blue(7)fish⟧@example.org/"',
  '<https://alice:blue>red@example.org',
  "'https://alice:blue'red@example.org",
  '(https://example.org/?token=blue7fish)x',
  'https://example.org/a@b',
  'ssh://git@example.org/a',
  'git+https://alice:⟦blue7fish⟧@a.org http://bob:⟦red8bird⟧@b.org',
])('%s', (text) => {
  const plain = text.replaceAll(/[⟦⟧]/gu, '');
  const marked = findUrlSecrets(plain)
    .toSorted((one, other) => other.start - one.start)
    .reduce(
      (all, { start, end }) => `${all.slice(0, start)}⟦${all.slice(start, end)}⟧${all.slice(end)}`,
      plain,
    );
  expect(marked).toBe(text);
});
