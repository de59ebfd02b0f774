import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  lchownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { readKeyFile } from '../../../engine/host/people/key-file.ts';
import { exec } from '../../../engine/host/process/exec.ts';
import { createSandbox } from '../../../engine/host/sandbox/sandbox.ts';
import { readTextIfThere, removeFile, removeTree, writeFileAtomic } from '../../../engine/host/tree/files.ts';
import { keepFiles, putBack } from '../../../engine/host/tree/kept-files.ts';
import { testRestore } from '../../../engine/host/tree/restore.ts';
import { SnapshotStore } from '../../../engine/host/tree/snapshots.ts';
import { whoElseWrites } from '../../../engine/host/tree/who-decides.ts';
import { EVE } from '../../lib/raced.ts';
import { ifSo, inScratch, triesOf, type Try } from './try.ts';

const BOB = 12346;
const SECRET = 'what only root may read';

/** A file of root, and a directory of somebody else. */
interface Ground {
  readonly dir: string;
  readonly secret: string;
  readonly eve: string;
}

async function onGround<T>(act: (ground: Ground) => Promise<T> | T): Promise<T> {
  return inScratch(async (dir) => {
    chmodSync(dir, 0o755);
    mkdirSync(join(dir, 'root'), { mode: 0o700 });
    const secret = join(dir, 'root/secret');
    writeFileSync(secret, SECRET, { mode: 0o600 });
    const eve = join(dir, 'eve');
    mkdirSync(eve);
    chownSync(eve, EVE, EVE);
    return act({ dir, secret, eve });
  });
}

function eveLinks(from: string, to: string): void {
  symlinkSync(to, from);
  lchownSync(from, EVE, EVE);
}

/** Lays something at `eve/f` that leads to the secret of root. */
const WAYS: readonly (readonly [what: string, lay: (ground: Ground) => void])[] = [
  ['a link by /proc/self/root', ({ eve, secret }) => eveLinks(join(eve, 'f'), `/proc/self/root${secret}`)],
  ['a link by /proc/self/cwd', ({ eve, secret }) => eveLinks(join(eve, 'f'), `/proc/self/cwd/..${secret}`)],
  ['a link by /dev/fd', ({ eve }) => eveLinks(join(eve, 'f'), '/dev/fd/0')],
  [
    'a link to a link of root to it',
    ({ dir, eve, secret }) => {
      symlinkSync(secret, join(dir, 'own'));
      eveLinks(join(eve, 'f'), '../own');
    },
  ],
  [
    'thirty links one after another',
    ({ eve, secret }) => {
      for (let at = 0; at < 30; at += 1) eveLinks(join(eve, at === 0 ? 'f' : `l${at}`), `l${at + 1}`);
      eveLinks(join(eve, 'l30'), secret);
    },
  ],
  [
    'a link to a directory that goes up again',
    ({ eve }) => {
      mkdirSync(join(eve, 'd'));
      chownSync(join(eve, 'd'), EVE, EVE);
      eveLinks(join(eve, 'f'), 'd/../../root/secret');
    },
  ],
  [
    'a link of another user',
    ({ dir, eve, secret }) => {
      mkdirSync(join(dir, 'bob'));
      chownSync(join(dir, 'bob'), BOB, BOB);
      symlinkSync(secret, join(dir, 'bob/l'));
      lchownSync(join(dir, 'bob/l'), BOB, BOB);
      eveLinks(join(eve, 'f'), '../bob/l');
    },
  ],
  ['a link that root itself has put there', ({ eve, secret }) => symlinkSync(secret, join(eve, 'f'))],
  ['a second name of it', ({ eve, secret }) => linkSync(secret, join(eve, 'f'))],
  [
    'a second name of a link to it',
    ({ dir, eve, secret }) => {
      symlinkSync(secret, join(dir, 'own'));
      linkSync(join(dir, 'own'), join(eve, 'f'));
    },
  ],
  ['a pipe', ({ eve }) => execFileSync('mkfifo', [join(eve, 'f')])],
  ['a device', ({ eve }) => execFileSync('mknod', [join(eve, 'f'), 'c', '1', '5'])],
  ['a directory', ({ eve }) => mkdirSync(join(eve, 'f'))],
  ['a link to itself', ({ eve }) => eveLinks(join(eve, 'f'), 'f')],
  ['a link to the root directory', ({ eve }) => eveLinks(join(eve, 'f'), '/')],
  ['a link with a line break in it', ({ eve, secret }) => eveLinks(join(eve, 'f'), `./\n/../..${secret}`)],
];

const UNREAD = 'root reads nothing of it';
const UNWRITTEN = 'the file of root is as it was';
const UNKEPT = 'it is not copied';

const reads = triesOf(
  'links',
  UNREAD,
  WAYS.map(([what, lay]) => ({
    tried: `${what} in the place of a file that root reads`,
    play: async () =>
      onGround(async (ground) => {
        lay(ground);
        const read = await readTextIfThere(join(ground.eve, 'f')).catch(() => '');
        return ifSo(read === undefined || !read.includes(SECRET), UNREAD, read);
      }),
  })),
);

const writes = triesOf(
  'links',
  UNWRITTEN,
  WAYS.filter(([what]) => !what.includes('device')).map(([what, lay]) => ({
    tried: `${what} in the place of a file that root writes`,
    play: async () =>
      onGround(async (ground) => {
        lay(ground);
        await writeFileAtomic(join(ground.eve, 'f'), 'overwritten').catch(() => undefined);
        const { uid, mode } = statSync(ground.secret);
        const same = readFileSync(ground.secret, 'utf8') === SECRET && uid === 0 && (mode & 0o777) === 0o600;
        return ifSo(same, UNWRITTEN, { uid, mode });
      }),
  })),
);

const keeps = triesOf(
  'links',
  UNKEPT,
  WAYS.slice(0, 12).map(([what, lay]) => ({
    tried: `${what} in the place of a file that is kept for a rollback`,
    play: async () =>
      onGround(async (ground) => {
        lay(ground);
        const copies = join(ground.dir, 'copies');
        const kept = await keepFiles([join(ground.eve, 'f')], copies).catch(() => undefined);
        const copied = kept?.ok === true && kept.files.some(({ copy }) => copy !== undefined);
        return ifSo(!copied, UNKEPT, kept);
      }),
  })),
);

/** A directory of somebody else with something in it, which root removes, copies or compares. */
const TREES: readonly Try[] = triesOf('links', 'nothing of root is touched', [
  {
    tried: 'a link to a directory of root in a tree that is removed',
    play: async () =>
      onGround(async ({ dir, eve, secret }) => {
        eveLinks(join(eve, 'd'), join(dir, 'root'));
        await removeTree(eve);
        return ifSo(statSync(secret).isFile(), 'nothing of root is touched', 'it is gone');
      }),
  },
  {
    tried: 'a link to a directory of root in the place of a file that is removed',
    play: async () =>
      onGround(async ({ dir, eve, secret }) => {
        eveLinks(join(eve, 'f'), join(dir, 'root'));
        await removeFile(join(eve, 'f')).catch(() => undefined);
        return ifSo(statSync(secret).isFile(), 'nothing of root is touched', 'it is gone');
      }),
  },
  {
    tried: 'a pipe, a socket and a device in a configuration that is kept',
    play: async () =>
      onGround(async ({ dir, eve }) => {
        execFileSync('mkfifo', [join(eve, 'p')]);
        execFileSync('mknod', [join(eve, 'd'), 'b', '8', '0']);
        const server = createServer().listen(join(eve, 's'));
        try {
          const taken = await new SnapshotStore(join(dir, 'state'), eve).take('r', 'm', new Date(0));
          return ifSo(/^[0-9a-f]{40}$/u.test(taken.tree), 'nothing of root is touched', taken);
        } finally {
          server.close();
        }
      }),
  },
  {
    tried: 'a second name of a file of root in a configuration that is kept',
    play: async () =>
      onGround(async ({ dir, eve, secret }) => {
        linkSync(secret, join(eve, 'a.nix'));
        const why = await new SnapshotStore(join(dir, 'state'), eve)
          .take('r', 'm', new Date(0))
          .then(() => 'it is kept', String);
        return ifSo(why.includes('second name'), 'nothing of root is touched', why);
      }),
  },
  {
    tried: 'a file with rights of its own in the place of one that is put back',
    play: async () =>
      onGround(async ({ dir, eve }) => {
        writeFileSync(join(eve, 'f'), 'before', { mode: 0o600 });
        chownSync(join(eve, 'f'), EVE, EVE);
        const kept = await keepFiles([join(eve, 'f')], join(dir, 'copies'));
        chmodSync(join(eve, 'f'), 0o4755);
        if (kept.ok) for (const file of kept.files) await putBack(file);
        const { mode, uid } = lstatSync(join(eve, 'f'));
        return ifSo((mode & 0o7777) === 0o600 && uid === EVE, 'nothing of root is touched', { mode, uid });
      }),
  },
]);

const ARCHIVES: readonly Try[] = [
  restored({
    tried: 'an archive whose `./` is a directory for everybody, with a program that is root for everybody',
    expected: 'the directory stays root’s, and the program has no rights',
    mended: 'an archive is unpacked inside a directory that it cannot open, without owners and without modes',
    lay: (from) => {
      writeFileSync(join(from, 'sh'), 'x');
      chmodSync(join(from, 'sh'), 0o4755);
      chmodSync(from, 0o777);
      chownSync(from, EVE, EVE);
    },
    judge: (seen) => seen === '700 0 755',
  }),
  restored({
    tried: 'an archive of files of another user',
    expected: 'they are unpacked as root’s',
    mended: 'an archive is unpacked without owners',
    lay: (from) => {
      writeFileSync(join(from, 'sh'), 'x', { mode: 0o644 });
      chownSync(join(from, 'sh'), EVE, EVE);
    },
    judge: (seen) => seen.startsWith('700 0 '),
  }),
];

/** Unpacks an archive with a `tar` that says, before the unpacked is compared and removed, what it has become. */
function restored(one: {
  readonly tried: string;
  readonly expected: string;
  readonly mended: string;
  readonly lay: (from: string) => void;
  readonly judge: (seen: string) => boolean;
}): Try {
  const { tried, expected, mended, lay, judge } = one;
  return {
    kind: 'links',
    tried,
    expected,
    mended,
    play: async () =>
      onGround(async ({ dir }) => {
        const from = join(dir, 'from');
        mkdirSync(from);
        lay(from);
        const path = join(dir, 'a.tar');
        execFileSync('tar', ['-C', from, '-cf', path, '.']);
        let seen = '';
        const looked: typeof exec = async (command, options) => {
          const done = await exec(command, options);
          const at = command.argv.at(-1) ?? '';
          const [around, inside] = [lstatSync(join(at, '..')), lstatSync(join(at, 'sh'))];
          seen = `${(around.mode & 0o7777).toString(8)} ${inside.uid} ${(inside.mode & 0o7777).toString(8)}`;
          return done;
        };
        const signal = new AbortController().signal;
        await testRestore(looked, { path, made: new Date() }, from, join(dir, 'state/scratch'), signal);
        return ifSo(judge(seen), expected, seen);
      }),
  };
}

/** Who may write to what root goes by. */
const DECIDES: readonly Try[] = triesOf('links', 'somebody else is found to decide', [
  {
    tried: 'a file that an access list lets another user write to (setfacl)',
    play: async () =>
      onGround(({ dir }) => {
        const file = join(dir, 'policy.yaml');
        writeFileSync(file, '');
        // What setfacl(1) leaves of it in the mode: the mask stands where the group does.
        chmodSync(file, 0o664);
        return judged(file);
      }),
  },
  {
    tried: 'a missing file in a directory of another user',
    play: async () => onGround(({ eve }) => judged(join(eve, 'policy.yaml'))),
  },
  {
    tried: 'a path through a directory of another user and back',
    play: async () => onGround(({ eve }) => judged(`${eve}/../root/secret`)),
  },
  {
    tried: 'a file in a sticky directory that another user made',
    play: async () =>
      onGround(({ dir }) => {
        mkdirSync(join(dir, 'tmp'));
        chmodSync(join(dir, 'tmp'), 0o1777);
        writeFileSync(join(dir, 'tmp/f'), '');
        chownSync(join(dir, 'tmp/f'), EVE, EVE);
        return judged(join(dir, 'tmp/f'));
      }),
  },
  {
    tried: 'a link of another user in a sticky directory',
    play: async () =>
      onGround(({ dir, secret }) => {
        mkdirSync(join(dir, 'tmp'));
        chmodSync(join(dir, 'tmp'), 0o1777);
        eveLinks(join(dir, 'tmp/f'), secret);
        return judged(join(dir, 'tmp/f'));
      }),
  },
  {
    tried: 'a path with a file in the place of a directory',
    play: async () => onGround(({ secret }) => judged(`${secret}/policy.yaml`)),
  },
  {
    tried: 'a path that is longer than the kernel takes',
    play: async () => onGround(({ dir }) => judged(join(dir, 'a'.repeat(300)))),
  },
]);

function judged(path: string): string {
  const who = whoElseWrites(path);
  return ifSo(who !== undefined, 'somebody else is found to decide', who);
}

const SANDBOXES: readonly Try[] = triesOf('links', 'root makes none there', [
  {
    tried: 'a sandbox that root is to make in a directory of another user',
    mended: 'root makes a sandbox only where nobody else could exchange it',
    play: async () => onGround(async ({ eve }) => sandboxed(join(eve, 'box'))),
  },
  {
    tried: 'a sandbox that root is to make behind a link of another user',
    mended: 'root makes a sandbox only where nobody else could exchange it',
    play: async () =>
      onGround(async ({ dir, eve }) => {
        mkdirSync(join(dir, 'box'));
        eveLinks(join(eve, 'box'), join(dir, 'box'));
        return sandboxed(join(eve, 'box'));
      }),
  },
]);

async function sandboxed(dir: string): Promise<string> {
  const made = await createSandbox({ dir, flake: false, git: false });
  const codes = made.findings.map(({ code }) => code);
  return ifSo(!made.ok && codes.includes('HOST009'), 'root makes none there', codes);
}

const KEYS: readonly Try[] = triesOf('links', 'it is not read, and so not sent', [
  {
    tried: 'a key file of a provider that its owner has made a link to a file of root',
    mended: 'a key file is opened as every file in a directory of others is',
    play: async () =>
      onGround(async ({ eve, secret }) => {
        eveLinks(join(eve, 'key'), secret);
        const found = await readKeyFile(join(eve, 'key'));
        return ifSo(found.kind !== 'read', 'it is not read, and so not sent', found);
      }),
  },
  {
    tried: 'a key file that is a second name of a file of root',
    mended: 'a key file is opened as every file in a directory of others is',
    play: async () =>
      onGround(async ({ eve, secret }) => {
        linkSync(secret, join(eve, 'key'));
        const found = await readKeyFile(join(eve, 'key'));
        return ifSo(found.kind !== 'read', 'it is not read, and so not sent', found);
      }),
  },
  {
    tried: 'a key file that is a pipe',
    play: async () =>
      onGround(async ({ eve }) => {
        execFileSync('mkfifo', [join(eve, 'key')]);
        const found = await readKeyFile(join(eve, 'key'));
        return ifSo(found.kind !== 'read', 'it is not read, and so not sent', found);
      }),
  },
]);

export const LINKS: readonly Try[] = [
  ...reads,
  ...writes,
  ...keeps,
  ...TREES,
  ...ARCHIVES,
  ...DECIDES,
  ...SANDBOXES,
  ...KEYS,
];
