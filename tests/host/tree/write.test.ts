import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  exists,
  hashFile,
  isForbidden,
  isInside,
  isMissing,
  isWritable,
  kindOfFile,
  lastChange,
  listTree,
  makePrivateDirectory,
  readIfThere,
  readTextIfThere,
  removeFile,
  removeLeftover,
  removeTree,
  resolveLinks,
  writeFileAtomic,
  writeShared,
} from '../../../engine/host/tree/files.ts';
import { hashBytes } from '../../../engine/model/hash.ts';
import { needs } from '../../lib/needs.ts';

let directory: string;
beforeEach(() => (directory = mkdtempSync('/tmp/nixos-ai-write-')));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const at = (path: string): string => join(directory, path);
const modeOf = (path: string): number => statSync(at(path)).mode & 0o7777;

describe('a file that is written whole', () => {
  it('has what was written, its directory, and nothing beside it', async () => {
    await writeFileAtomic(at('a/b/file'), 'text');
    expect(readFileSync(at('a/b/file'), 'utf8')).toBe('text');
    expect(readdirSync(at('a/b'))).toEqual(['file']);
    expect(modeOf('a/b/file')).toBe(0o644);
  });

  it('keeps its mode, or has that of what it is to be like', async () => {
    writeFileSync(at('file'), 'old', { mode: 0o640 });
    await writeFileAtomic(at('file'), 'new');
    expect(modeOf('file')).toBe(0o640);
    const { uid, gid } = statSync(at('file'));
    await writeFileAtomic(at('file'), 'newer', { mode: 0o4700, uid, gid });
    expect([modeOf('file'), readFileSync(at('file'), 'utf8')]).toEqual([0o4700, 'newer']);
  });

  it('is written through a link, which stays', async () => {
    mkdirSync(at('there'));
    writeFileSync(at('there/file'), 'old');
    symlinkSync(at('there/file'), at('link'));
    await writeFileAtomic(at('link'), 'new');
    expect(lstatSync(at('link')).isSymbolicLink()).toBe(true);
    expect(readFileSync(at('there/file'), 'utf8')).toBe('new');
    expect(readdirSync(at('there'))).toEqual(['file']);
  });

  it('takes bytes as they are', async () => {
    await writeFileAtomic(at('file'), new Uint8Array([0, 255, 10]));
    expect([...readFileSync(at('file'))]).toEqual([0, 255, 10]);
  });

  it('leaves what is there where it cannot be written', async () => {
    mkdirSync(at('file'));
    await expect(writeFileAtomic(at('file'), 'text')).rejects.toThrow('EISDIR');
    expect(statSync(at('file')).isDirectory()).toBe(true);
  });

  it('is one of several writers the same', async () => {
    await writeShared(at('a/file'), 'one');
    await writeShared(at('a/file'), 'two');
    expect([readdirSync(at('a')), readFileSync(at('a/file'), 'utf8')]).toEqual([['file'], 'two']);
  });
});

describe('what is removed', () => {
  it('is a file, or one that is not there', async () => {
    writeFileSync(at('file'), '');
    await removeFile(at('file'));
    await removeFile(at('file'));
    expect(readdirSync(directory)).toEqual([]);
  });

  it('is a whole tree, or one that is not there', async () => {
    mkdirSync(at('a/b'), { recursive: true });
    writeFileSync(at('a/b/c'), '');
    await removeTree(at('a'));
    await removeTree(at('a'));
    expect(readdirSync(directory)).toEqual([]);
  });

  it('is what a write has left beside a file, also of one behind a link', async () => {
    mkdirSync(at('there'));
    writeFileSync(at('there/file'), '');
    writeFileSync(at('there/.file.nixos-ai-1'), '');
    symlinkSync(at('there/file'), at('link'));
    await removeLeftover(at('link'));
    await removeLeftover(at('nothing'));
    expect(readdirSync(at('there'))).toEqual(['file']);
    expect(readdirSync(directory)).toEqual(['link', 'there']);
  });
});

describe('what is read', () => {
  it('is there, or undefined', async () => {
    writeFileSync(at('file'), 'text');
    expect((await readIfThere(at('file')))?.toString()).toBe('text');
    expect(await readTextIfThere(at('file'))).toBe('text');
    expect(await hashFile(at('file'))).toBe(hashBytes('text'));
    for (const missing of ['nothing', 'file/below'])
      expect([
        await readIfThere(at(missing)),
        await readTextIfThere(at(missing)),
        await hashFile(at(missing)),
        await exists(at(missing)),
        await kindOfFile(at(missing)),
      ]).toEqual([undefined, undefined, null, false, undefined]);
  });

  it('fails where it is no file', async () => {
    await expect(readIfThere(directory)).rejects.toThrow('EISDIR');
    expect(isMissing(new Error('EISDIR'))).toBe(false);
  });

  it('is of one kind or another, links followed', async () => {
    writeFileSync(at('file'), '');
    symlinkSync(at('file'), at('link'));
    symlinkSync(at('nothing'), at('dangling'));
    expect(await Promise.all([at('file'), at('link'), directory, at('dangling')].map(kindOfFile))).toEqual([
      'file',
      'file',
      'other',
      undefined,
    ]);
    expect([await exists(at('dangling')), await resolveLinks(at('link'))]).toEqual([true, at('file')]);
  });

  it('was changed at a time', async () => {
    writeFileSync(at('file'), '');
    const time = new Date('2026-01-02T03:04:05.000Z');
    utimesSync(at('file'), time, time);
    expect(await lastChange(at('file'))).toEqual(time);
  });

  it('is a tree, sorted, links named and .git left out', async () => {
    for (const path of ['b/y', 'b/x', 'a', '.git/config', 'c/.git/HEAD']) {
      mkdirSync(join(at(path), '..'), { recursive: true });
      writeFileSync(at(path), '');
    }
    symlinkSync(at('b'), at('link'));
    expect(await listTree(directory)).toEqual(['a', 'b/x', 'b/y', 'link']);
  });
});

describe('where a file may be', () => {
  it('is a directory for the engine alone', async () => {
    await makePrivateDirectory(at('a/b'));
    await makePrivateDirectory(at('a/b'));
    expect([modeOf('a'), modeOf('a/b')]).toEqual([0o700, 0o700]);
  });

  it.each([
    ['a', true],
    ['a/b', true],
    ['nothing/at/all', true],
    ['.', true],
    ['..', false],
    ['../elsewhere', false],
    ['out', false],
    ['out/below', false],
    ['in', true],
    ['in/below', true],
  ])('is %s inside a directory: %s', async (path, inside) => {
    mkdirSync(at('root/a'), { recursive: true });
    mkdirSync(at('rooted'));
    symlinkSync(at('rooted'), at('root/out'));
    symlinkSync(at('root/a'), at('root/in'));
    expect(await isInside(at('root'), path)).toBe(inside);
  });

  it('is anywhere inside the root of a host', async () => {
    expect(await isInside('/', directory)).toBe(true);
  });

  const asUser = needs(process.getuid?.() !== 0, 'root may write everywhere');

  it('takes new files, whether it is there or is to be made', async () => {
    expect([await isWritable(at('file')), await isWritable(at('a/b/file'))]).toEqual([true, true]);
    expect(await isWritable('/proc/nothing/file')).toBe(process.getuid?.() === 0);
  });

  it('takes none of a user who may not write there', asUser, async () => {
    mkdirSync(at('closed'), { mode: 0o500 });
    writeFileSync(at('file'), '');
    symlinkSync(at('closed/file'), at('link'));
    expect(await isWritable(at('closed/file'))).toBe(false);
  });

  it('is forbidden, or not', async () => {
    expect([await isForbidden(directory), await isForbidden(at('nothing'))]).toEqual([false, false]);
  });

  it('is forbidden to a user without rights', asUser, async () => {
    mkdirSync(at('closed'));
    chmodSync(at('closed'), 0);
    expect(await isForbidden(at('closed'))).toBe(true);
    chmodSync(at('closed'), 0o700);
    expect(existsSync(at('closed'))).toBe(true);
  });
});
