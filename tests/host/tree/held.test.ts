import {
  chmodSync,
  chownSync,
  lchownSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { holdEntry, openHeld, UntrustedPath } from '../../../engine/host/tree/held.ts';
import { AS_ROOT } from '../../lib/needs.ts';

const EVE = 12345;
const OTHER = 12346;

type Entry =
  | { readonly dir: string; readonly uid?: number; readonly mode?: number }
  | { readonly file: string; readonly uid?: number }
  | { readonly link: string; readonly to: string; readonly uid?: number }
  | { readonly hard: string; readonly of: string };

function lay(entries: readonly Entry[]): void {
  for (const entry of entries) {
    if ('dir' in entry) {
      mkdirSync(join(root, entry.dir), { recursive: true });
      chmodSync(join(root, entry.dir), entry.mode ?? 0o755);
      chownSync(join(root, entry.dir), entry.uid ?? 0, 0);
    } else if ('file' in entry) {
      writeFileSync(join(root, entry.file), entry.file);
      chownSync(join(root, entry.file), entry.uid ?? 0, 0);
    } else if ('link' in entry) {
      symlinkSync(entry.to.replace('ROOT', root), join(root, entry.link));
      lchownSync(join(root, entry.link), entry.uid ?? 0, 0);
    } else {
      linkSync(join(root, entry.of), join(root, entry.hard));
    }
  }
}

async function read(path: string): Promise<string | undefined> {
  const handle = await openHeld(path);
  if (handle === undefined) return undefined;
  try {
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

let root: string;
beforeEach(() => (root = mkdtempSync('/tmp/nixos-ai-held-')));
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('a file that root reads by a path', AS_ROOT, () => {
  const secret: Entry[] = [{ dir: 'root', mode: 0o700 }, { file: 'root/shadow' }];
  const eve: Entry[] = [{ dir: 'eve', uid: EVE }];
  it.each<[string, readonly Entry[], string, string | undefined]>([
    ['its own', secret, 'root/shadow', 'root/shadow'],
    ['through its own link', [...secret, { link: 'l', to: 'root/shadow' }], 'l', 'root/shadow'],
    [
      'through a link of its own to a directory',
      [...secret, { link: 'l', to: 'root' }],
      'l/shadow',
      'root/shadow',
    ],
    [
      'through an absolute link',
      [...secret, { link: 'l', to: 'ROOT/root/../root/shadow' }],
      'l',
      'root/shadow',
    ],
    ['of a user', [...eve, { file: 'eve/f', uid: EVE }], 'eve/f', 'eve/f'],
    ['that root put into a directory of a user', [...eve, { file: 'eve/f' }], 'eve/f', 'eve/f'],
    [
      "through a user's link to a file of theirs",
      [...eve, { file: 'eve/f', uid: EVE }, { link: 'eve/l', to: 'f', uid: EVE }],
      'eve/l',
      'eve/f',
    ],
    [
      "through a user's link of a directory",
      [
        ...eve,
        { dir: 'eve/d', uid: EVE },
        { file: 'eve/d/f', uid: EVE },
        { link: 'eve/l', to: 'd', uid: EVE },
      ],
      'eve/l/f',
      'eve/d/f',
    ],
    [
      "through root's link into the home of a user",
      [...eve, { file: 'eve/f', uid: EVE }, { link: 'nixos', to: 'eve' }],
      'nixos/f',
      'eve/f',
    ],
    ['of root in a sticky directory', [{ dir: 'tmp', mode: 0o1777 }, { file: 'tmp/f' }], 'tmp/f', 'tmp/f'],
    ['that is not there', eve, 'eve/f', undefined],
    ['in a directory that is not there', eve, 'eve/d/f', undefined],
  ])('is read: %s', async (_, entries, path, content) => {
    lay(entries);
    expect(await read(join(root, path))).toBe(content);
  });

  it.each<[string, readonly Entry[], string]>([
    [
      "a user's link to a file of root",
      [...eve, { link: 'eve/l', to: 'ROOT/root/shadow', uid: EVE }],
      'eve/l',
    ],
    [
      "a user's link to a directory of root",
      [...eve, { link: 'eve/l', to: '../root', uid: EVE }],
      'eve/l/shadow',
    ],
    [
      'a link that root owns, where a user may put another in its place',
      [...eve, { link: 'eve/l', to: '../root/shadow' }],
      'eve/l',
    ],
    [
      "a user's link to a link of root",
      [...eve, { link: 'own', to: 'root/shadow' }, { link: 'eve/l', to: '../own', uid: EVE }],
      'eve/l',
    ],
    [
      "root's link to a user's link to a file of root",
      [...eve, { link: 'eve/l', to: '../root/shadow', uid: EVE }, { link: 'own', to: 'eve/l' }],
      'own',
    ],
    [
      "a user's link to a file of another user",
      [
        ...eve,
        { dir: 'other', uid: OTHER },
        { file: 'other/f', uid: OTHER },
        { link: 'eve/l', to: '../other/f' },
      ],
      'eve/l',
    ],
    [
      'links of two users',
      [
        ...eve,
        { dir: 'other', uid: OTHER },
        { file: 'eve/f', uid: EVE },
        { link: 'other/l', to: '../eve/f', uid: OTHER },
        { link: 'eve/l', to: '../other/l', uid: EVE },
      ],
      'eve/l',
    ],
    [
      'a link where a group may write',
      [
        { dir: 'shared', mode: 0o775 },
        { link: 'shared/l', to: '../root/shadow' },
      ],
      'shared/l',
    ],
    [
      "a user's link in a sticky directory",
      [
        { dir: 'tmp', mode: 0o1777 },
        { link: 'tmp/l', to: '../root/shadow', uid: EVE },
      ],
      'tmp/l',
    ],
    ['a second name of a file of root', [...eve, { hard: 'eve/l', of: 'root/shadow' }], 'eve/l'],
  ])('is refused: %s', async (_, entries, path) => {
    lay([...secret, ...entries]);
    await expect(read(join(root, path))).rejects.toBeInstanceOf(UntrustedPath);
  });
});

describe('a place that is held', AS_ROOT, () => {
  it('stays in its directory when the path leads elsewhere meanwhile', async () => {
    lay([
      { dir: 'root', mode: 0o700 },
      { dir: 'eve', uid: EVE },
      { dir: 'eve/d', uid: EVE },
    ]);
    await using entry = await holdEntry(join(root, 'eve/d/token'));
    renameSync(join(root, 'eve/d'), join(root, 'eve/gone'));
    symlinkSync('../root', join(root, 'eve/d'));
    await writeFile(entry.path, 'new', { flag: 'wx' });
    expect(readFileSync(join(root, 'eve/gone/token'), 'utf8')).toBe('new');
  });

  it('is made with its directories, which nobody who exchanges them is given', async () => {
    lay([{ dir: 'eve', uid: EVE }]);
    await using entry = await holdEntry(join(root, 'eve/a/b/f'), { make: true });
    expect(entry).toMatchObject({ name: 'f', found: undefined, around: { uid: 0 } });
  });

  it("is not a directory of root behind a user's link", async () => {
    lay([{ dir: 'root' }, { dir: 'eve', uid: EVE }, { link: 'eve/l', to: '../root', uid: EVE }]);
    await expect(holdEntry(join(root, 'eve/l/new'))).rejects.toThrow(/a link of the user with the id 12345/u);
  });

  it.each([
    ['a circle', 'l', 'ELOOP'],
    ['a file in the middle', 'f/x', 'ENOTDIR'],
    ['nothing in the middle', 'd/x/y', 'ENOENT'],
  ])('is said as the kernel says it: %s', async (_, path, code) => {
    lay([{ link: 'l', to: 'l' }, { file: 'f' }, { dir: 'd' }]);
    await expect(holdEntry(join(root, path))).rejects.toMatchObject({ code });
  });
});
