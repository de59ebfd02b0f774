import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UntrustedPath } from '../../../engine/host/tree/held.ts';
import { holdTree, removeTree, writeTree } from '../../../engine/host/tree/held-tree.ts';
import { AS_ROOT } from '../../lib/needs.ts';
import { engineModule, EVE, raced } from '../../lib/raced.ts';

let base: string;
beforeEach(() => {
  base = realpathSync(mkdtempSync('/tmp/nixos-ai-tree-'));
  chmodSync(base, 0o755);
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const at = (path: string): string => join(base, path);

function write(path: string, text: string, owner = 0): void {
  mkdirSync(join(at(path), '..'), { recursive: true });
  writeFileSync(at(path), text);
  chownSync(at(path), owner, owner);
}

/** Root's secret, and a tree of a user with a file and a directory in it. */
function lay(): void {
  write('root/f', 'of root');
  write('root/deep/f', 'of root, too');
  chmodSync(at('root'), 0o700);
  write('eve/f', 'of eve', EVE);
  write('eve/d/f', 'deep', EVE);
  for (const path of ['eve', 'eve/d']) chownSync(at(path), EVE, EVE);
}

async function read(root: string): Promise<Record<string, string>> {
  await using tree = await holdTree(root);
  const files = await tree.read();
  return Object.fromEntries([...files].map(([path, { bytes }]) => [path, Buffer.from(bytes).toString()]));
}

describe('a tree that is held', () => {
  it('gives plain files, programs and links as they are, and nothing of git', async () => {
    write('t/a', 'text');
    write('t/b/p', '#!', 0);
    write('t/.git/HEAD', 'ref');
    write('t/b/.git', 'gitdir');
    chmodSync(at('t/b/p'), 0o755);
    symlinkSync('a', at('t/l'));
    await using tree = await holdTree(at('t'));
    expect([...(await tree.read())]).toEqual([
      ['a', { mode: '100644', bytes: Buffer.from('text') }],
      ['b/p', { mode: '100755', bytes: Buffer.from('#!') }],
      ['l', { mode: '120000', bytes: Buffer.from('a') }],
    ]);
    expect(await tree.list()).toEqual([
      { path: 'a', kind: 'file' },
      { path: 'b/p', kind: 'file' },
      { path: 'l', kind: 'link' },
    ]);
  });

  it('is written as it was read', async () => {
    write('t/a/b/c', 'text');
    chmodSync(at('t/a/b/c'), 0o755);
    symlinkSync('../a', at('t/a/l'));
    await using tree = await holdTree(at('t'));
    await writeTree(at('copy'), await tree.read());
    expect(await read(at('copy'))).toEqual(await read(at('t')));
    expect([lstatSync(at('copy')).mode & 0o777, lstatSync(at('copy/a/b/c')).mode & 0o100]).toEqual([
      0o700, 0o100,
    ]);
  });

  it('gives one of its files, and none behind a link', async () => {
    write('t/a/f', 'text');
    symlinkSync('a', at('t/l'));
    await using tree = await holdTree(at('t'));
    expect((await tree.readOne('a/f'))?.bytes).toEqual(Buffer.from('text'));
    expect([await tree.readOne('a/none'), await tree.readOne('none/f')]).toEqual([undefined, undefined]);
    await expect(tree.readOne('l/f')).rejects.toThrow(/ELOOP|ENOTDIR/u);
    for (const path of ['../secret', 'a/../../secret', '.git/config', 'a/.git/x', 'a\0b'])
      await expect(tree.readOne(path)).rejects.toThrow('leads out');
    expect(
      await Promise.all(['a', 'l', 'a/f', 'none', '.'].map(async (one) => tree.isDirectory(one))),
    ).toEqual([true, false, false, false, true]);
  });
});

it.each(['../x', 'a/../../x', '/x', 'a//x', './x', '.git/hooks/x', 'a/.git/x', ''])(
  'no tree is written with a path that leads out of it: %j',
  async (path) => {
    const file = { mode: '100644', bytes: Buffer.from('x') } as const;
    await expect(writeTree(at('to'), new Map([[path, file]]))).rejects.toThrow('leads out');
    expect(readdirSync(base)).toEqual([]);
  },
);

describe('root in a tree of somebody else', AS_ROOT, () => {
  const CODE = `import { holdTree } from ${engineModule('host/tree/held-tree.ts')};
    await using tree = await holdTree(process.argv[1]);
    for (const [path, { bytes }] of await tree.read()) console.log(path, Buffer.from(bytes).toString());`;
  const reader = (): string => CODE.replace('process.argv[1]', JSON.stringify(at('eve')));

  it.each([
    ['a file for a link', 'read f#1', 'rm f; ln -s ../root/f f'],
    [
      'a file for a second name of what is not theirs',
      'read f#1',
      'rm f; ln ../root/f f || ln -s ../root/f f',
    ],
    ['a directory for a link', 'enter d#1', 'mv d gone; ln -s ../root/deep d'],
    ['the directory of a file that is being read', 'read d/f#1', 'mv d gone; ln -s ../root/deep d'],
    ['the tree itself', 'read d/f#1', 'cd ..; mv eve gone 2>&1 || true'],
  ])('reads nothing of its own when they exchange %s', async (_, point, command) => {
    lay();
    const { said, trouble } = await raced(reader(), point, { command, directory: at('eve') });
    expect(said + trouble).not.toContain('of root');
  });

  it.each([
    ['f', 'a link', () => symlinkSync('../root/f', at('eve/x'))],
    ['x', 'a link to a directory', () => symlinkSync('../root/deep', at('eve/x'))],
  ])('reads no %s that is %s', async (_, __, make) => {
    lay();
    make();
    expect(JSON.stringify(await read(at('eve')))).not.toContain('of root');
  });

  it('does not read a second name of what is not theirs', async () => {
    lay();
    linkSync(at('root/f'), at('eve/x'));
    await expect(read(at('eve'))).rejects.toBeInstanceOf(UntrustedPath);
  });

  it.each([
    ['the tree', 'eve/d', 'remove d#1', 'mv d gone; ln -s ../root/deep d'],
    ['a directory in it', 'eve/d', 'remove in#1', 'mv d/in d/gone; ln -s ../../root/deep d/in'],
  ])('removes nothing of its own when they exchange %s', async (_, path, point, command) => {
    lay();
    mkdirSync(at('eve/d/in'));
    chownSync(at('eve/d/in'), EVE, EVE);
    const code = `import { removeTree } from ${engineModule('host/tree/held-tree.ts')};
      await removeTree(${JSON.stringify(at(path))});`;
    await raced(code, point, { command, directory: at('eve') });
    expect(readFileSync(at('root/deep/f'), 'utf8')).toBe('of root, too');
  });

  it('removes links themselves', async () => {
    lay();
    symlinkSync('../../root', at('eve/d/l'));
    await removeTree(at('eve/d'));
    expect([existsSync(at('eve/d')), readdirSync(at('root'))]).toEqual([false, ['deep', 'f']]);
  });
});
