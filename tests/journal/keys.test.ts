import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { looseMode } from '../../engine/journal/keys.ts';
import { openJournal } from '../../engine/journal/journal.ts';

let state: string;
beforeAll(() => {
  state = mkdtempSync('/tmp/nixos-ai-keys-');
  openJournal(state).close();
});
afterAll(() => rmSync(state, { recursive: true }));

test.each([
  [0o600, undefined],
  [0o400, undefined],
  [0o640, '0640'],
  [0o620, '0620'],
  [0o610, '0610'],
  [0o604, '0604'],
  [0o602, '0602'],
  [0o644, '0644'],
])('a key with the permissions %o is told to be loose: %s', (mode, told) => {
  chmodSync(join(state, 'audit-key.pem'), mode);
  expect(looseMode(state)).toBe(told);
});
