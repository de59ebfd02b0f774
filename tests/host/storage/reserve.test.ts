import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findDiskTrouble, isDiskError } from '../../../engine/host/storage/disk-trouble.ts';
import {
  keepReserve,
  keepWhatIsLeft,
  releaseReserve,
  RESERVE_BYTES,
  RESERVE_FILES,
  reserveFile,
  reserveFiles,
} from '../../../engine/host/storage/reserve.ts';

let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'reserve-'));
});
afterEach(() => rmSync(state, { recursive: true, force: true }));

it('is kept once, given up once, and kept again', () => {
  keepReserve(state);
  const { size, mtimeMs, mode } = statSync(reserveFile(state));
  expect([size, mode & 0o777]).toEqual([RESERVE_BYTES, 0o600]);
  const made = statSync(reserveFiles(state)).mtimeMs;
  expect(readdirSync(reserveFiles(state))).toHaveLength(RESERVE_FILES);
  keepReserve(state);
  keepWhatIsLeft(state);
  expect(statSync(reserveFile(state)).mtimeMs).toBe(mtimeMs);
  expect(statSync(reserveFiles(state)).mtimeMs).toBe(made);
  expect([releaseReserve(state), releaseReserve(state), readdirSync(state)]).toEqual([true, false, []]);
  keepWhatIsLeft(state);
  expect(statSync(reserveFile(state)).size).toBe(RESERVE_BYTES);
  expect(readdirSync(reserveFiles(state))).toHaveLength(RESERVE_FILES);
});

it.each([reserveFile, reserveFiles])('is given up where only a part of it is there', (part) => {
  keepReserve(state);
  rmSync(part(state), { recursive: true });
  expect([releaseReserve(state), readdirSync(state)]).toEqual([true, []]);
});

it('leaves nothing beside it where it cannot be made', () => {
  keepReserve(join(state, 'nowhere'));
  expect([existsSync(join(state, 'nowhere')), readdirSync(state)]).toEqual([false, []]);
});

it('a disk that takes what is written is in no trouble, nor is one where a directory is still to be made', () => {
  expect([findDiskTrouble(state), findDiskTrouble(join(state, 'a/b'))]).toEqual([undefined, undefined]);
});

it.each([
  ['a full disk, as SQLite says it', { errcode: 13 }, true],
  ['a disk that fails, more exactly', { errcode: 10 | (2 << 8) }, true],
  ['a file that cannot be opened', { errcode: 14 }, true],
  ['a file that is damaged', { errcode: 11 }, false],
  ['a file that is no database', { errcode: 26 }, false],
  ['a full disk, as the system says it', { code: 'ENOSPC' }, true],
  ['a disk that is read-only', { code: 'EROFS' }, true],
  ['somebody without rights', { code: 'EACCES' }, false],
])('%s is about the disk: %o %s', (_, what, isDisk) => {
  expect(isDiskError(Object.assign(new Error('no'), what))).toBe(isDisk);
});
