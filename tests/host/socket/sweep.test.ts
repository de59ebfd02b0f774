import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { removeTaken, sweepProofs } from '../../../engine/host/socket/sweep.ts';

const MINUTE = 60_000;

let base: string;
let proofs: string;
beforeEach(() => {
  base = mkdtempSync('/tmp/nixos-ai-test-');
  proofs = join(base, 'ops.proof');
  mkdirSync(proofs);
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

it('an old proof goes, and a new one stays, whatever time its owner gives it', () => {
  writeFileSync(join(proofs, 'one'), '');
  utimesSync(join(proofs, 'one'), 0, 0);
  sweepProofs(proofs, new Date());
  expect(readdirSync(proofs)).toEqual(['one']);
  utimesSync(join(proofs, 'one'), 4e9, 4e9);
  sweepProofs(proofs, new Date(Date.now() + MINUTE));
  expect(readdirSync(proofs)).toEqual([]);
});

it('a directory goes at once with all that is in it, and a link without what it leads to', () => {
  const kept = join(base, 'kept');
  mkdirSync(kept);
  writeFileSync(join(kept, 'file'), 'kept');
  mkdirSync(join(proofs, 'm/deep/er'), { recursive: true });
  writeFileSync(join(proofs, 'm/deep/file'), '');
  symlinkSync(kept, join(proofs, 'm/link'));
  symlinkSync(kept, join(proofs, 'link'));
  if (process.getuid?.() === 0)
    for (const path of ['m', 'm/deep']) chownSync(join(proofs, path), 12345, 12345);
  sweepProofs(proofs, new Date());
  expect(readdirSync(proofs)).toEqual([]);
  expect(readFileSync(join(kept, 'file'), 'utf8')).toBe('kept');
});

it('what is not there is nothing to remove', () => {
  removeTaken(base, 'nothing');
  sweepProofs(join(base, 'nothing'), new Date());
  expect(existsSync(join(base, 'nothing'))).toBe(false);
});
