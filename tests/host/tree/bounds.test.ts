import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defaultHostSettings } from '../../../engine/config/host-settings.ts';
import { readWithin, STREAMED_BOUNDS, TooMuch, TREE_BOUNDS } from '../../../engine/host/tree/bounds.ts';
import { readConfiguration } from '../../../engine/host/tree/config-tree.ts';
import { readIfThere, readWithMode } from '../../../engine/host/tree/files.ts';
import { holdTree, removeTree } from '../../../engine/host/tree/held-tree.ts';
import { keepFiles } from '../../../engine/host/tree/kept-files.ts';
import { SnapshotStore } from '../../../engine/host/tree/snapshots.ts';

let base: string;
let configuration: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'nixos-ai-bounds-'));
  configuration = join(base, 'nixos');
  mkdirSync(configuration);
  writeFileSync(join(configuration, 'configuration.nix'), '{ }\n');
});
afterEach(async () => removeTree(base));

const TERABYTE = 2 ** 40;

/** A file that says it holds a terabyte, and takes nothing of the disk. */
function sparse(path: string, bytes = TERABYTE): string {
  writeFileSync(path, '');
  truncateSync(path, bytes);
  return path;
}

function nest(directory: string, depth: number): void {
  // One path of that length would be too long for the kernel.
  const code = `const { mkdirSync, writeFileSync } = require('node:fs');
    for (let at = 0; at < ${depth}; at += 1) { mkdirSync('d'); process.chdir('d'); }
    writeFileSync('x.nix', '');`;
  execFileSync(process.execPath, ['-e', code], { cwd: directory });
}

describe('what is more than a configuration is refused by its code, before it is read', () => {
  test.each<[string, () => void]>([
    ['a sparse file', () => void sparse(join(configuration, 'image'))],
    ['a sparse module', () => void sparse(join(configuration, 'hosts.nix'))],
    [
      'many sparse files that are each small enough',
      () => {
        for (let at = 0; at < 5; at += 1) sparse(join(configuration, `data-${at}`), TREE_BOUNDS.file);
      },
    ],
    ['directories in one another', () => nest(configuration, TREE_BOUNDS.depth + 1)],
  ])('%s', async (_, put) => {
    put();
    const store = new SnapshotStore(join(base, 'state'), configuration);
    const taken = store.take('one', 'a', new Date());
    await expect(taken).rejects.toBeInstanceOf(TooMuch);
    await expect(taken).rejects.toMatchObject({ findings: [{ code: 'HOST010', severity: 'error' }] });
  });

  test.each<[string, (path: string) => Promise<unknown>]>([
    ['read', readIfThere],
    ['read with its mode', readWithMode],
  ])('a sparse file that is %s', async (_, read) => {
    await expect(read(sparse(join(base, 'big')))).rejects.toMatchObject({ findings: [{ code: 'HOST010' }] });
  });

  test('a sparse file that is kept for a rollback, which says why', async () => {
    const kept = await keepFiles([sparse(join(base, 'big'))], join(base, 'kept'));
    expect(kept).toMatchObject({ ok: false, why: expect.stringContaining('1,048,576 MiB') });
  });

  test('more modules than memory should hold', async () => {
    const place = { ...defaultHostSettings('channel').place, configuration };
    const most = 4 * 1024 * 1024;
    for (let at = 0; at < 33; at += 1) sparse(join(configuration, `m${at}.nix`), most);
    await expect(readConfiguration(place)).rejects.toBeInstanceOf(TooMuch);
  });
});

describe('a file is read to its bound, whatever it says of itself', () => {
  test('one that says it holds nothing and does not end', async () => {
    const zero = await open('/dev/zero');
    await expect(readWithin(zero, '/dev/zero', 1_000_000)).rejects.toThrow('holds more than the 1 MiB');
    await zero.close();
  });

  test.each([0, 1, 65_535, 65_536, 65_537, 200_000])('one of %i bytes, whole', async (size) => {
    const path = join(base, 'file');
    writeFileSync(path, 'x'.repeat(size));
    const handle = await open(path);
    expect(await readWithin(handle, path, 200_000)).toEqual(readFileSync(path));
    await handle.close();
  });

  test('one that grows after it was opened', async () => {
    const path = join(base, 'file');
    writeFileSync(path, 'x');
    const handle = await open(path);
    appendFileSync(path, 'y'.repeat(100));
    await expect(readWithin(handle, path, 100)).rejects.toBeInstanceOf(TooMuch);
    await handle.close();
  });
});

test('what is only gone through may be larger, and deep', async () => {
  sparse(join(configuration, 'image'));
  nest(configuration, 200);
  await using tree = await holdTree(configuration, { bounds: STREAMED_BOUNDS });
  expect(await tree.list()).toHaveLength(3);
});

test('a tree that is deeper than files may be open is removed all the same', async () => {
  const deep = join(base, 'deep');
  mkdirSync(deep);
  nest(deep, 3_000);
  await removeTree(deep);
  expect(existsSync(deep)).toBe(false);
});
