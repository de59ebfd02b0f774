import {
  chownSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { EVE, engineModule, raced } from '../../lib/raced.ts';
import { ifSo, inScratch, type Try } from './try.ts';

const SECRET = 'what only root may read';

/** One race: root is held still at a point, somebody without rights acts, and root goes on. */
interface Race {
  readonly tried: string;
  readonly expected: string;
  readonly mended?: string;
  readonly point: string;
  /** A module of root; `dir` is where all of it lies. */
  readonly root: (dir: string) => string;
  /** A shell command in `eve/`. */
  readonly eve: string;
  readonly lay?: (dir: string) => void;
  /** Empty where it is as expected. */
  readonly judge: (dir: string, said: string) => string;
}

const FILES = engineModule('host/tree/files.ts');
const HELD_TREE = engineModule('host/tree/held-tree.ts');
const KEPT = engineModule('host/tree/kept-files.ts');
const LIVE = engineModule('host/nix/candidate-place.ts');
const COVER =
  'a candidate is laid over the directory that was judged, by standing in it, and over no other that its path leads to';

const secretIsWhole = (dir: string): string => {
  const { uid, mode } = statSync(join(dir, 'root/secret'));
  const same = readFileSync(join(dir, 'root/secret'), 'utf8') === SECRET;
  return same && uid === 0 && (mode & 0o777) === 0o600 ? '' : `${uid} ${mode.toString(8)}`;
};

const RACES: readonly Race[] = [
  {
    tried:
      'the directory of the configuration becomes a link to one of root before the candidate is laid over it',
    expected: 'nothing is laid over it, and nothing runs there',
    mended: COVER,
    point: 'cover the live directory#1',
    lay: (dir) => {
      mkdirSync(join(dir, 'eve/nixos'));
      chownSync(join(dir, 'eve/nixos'), EVE, EVE);
      mkdirSync(join(dir, 'candidate'));
      writeFileSync(join(dir, 'candidate/ld.so.preload'), '/home/eve/x.so');
      symlinkSync('eve/nixos', join(dir, 'nixos'));
    },
    root: (dir) => `
      import { judgedLive, overLive } from ${LIVE};
      import { spawnSync } from 'node:child_process';
      const place = { configuration: '${dir}/nixos' };
      const { argv, env } = await judgedLive(place, overLive(place, '${dir}/candidate', { argv: ['cat', '${dir}/root/ld.so.preload'] }));
      console.log(spawnSync(argv[0], argv.slice(1), { env: { ...process.env, ...env }, encoding: 'utf8' }).stdout);`,
    eve: 'mv nixos gone && ln -s ../root nixos',
    judge: (_, said) => (said.includes('x.so') ? said : ''),
  },
  {
    tried:
      'the directory of the configuration is exchanged for another of the same user before it is covered',
    expected: 'nothing is laid over it, and nothing runs there',
    mended: COVER,
    point: 'cover the live directory#1',
    lay: (dir) => {
      mkdirSync(join(dir, 'eve/nixos'));
      mkdirSync(join(dir, 'candidate'));
      chownSync(join(dir, 'eve/nixos'), EVE, EVE);
    },
    root: (dir) => `
      import { judgedLive, overLive } from ${LIVE};
      import { spawnSync } from 'node:child_process';
      const place = { configuration: '${dir}/eve/nixos' };
      const { argv, env } = await judgedLive(place, overLive(place, '${dir}/candidate', { argv: ['echo', 'ran'] }));
      console.log(spawnSync(argv[0], argv.slice(1), { env: { ...process.env, ...env }, encoding: 'utf8' }).stdout);`,
    eve: 'mv nixos gone && mkdir nixos',
    judge: (_, said) => (said.includes('ran') ? said : ''),
  },
  {
    tried: 'a file that is kept for a rollback is moved away while it is read',
    expected: 'it is not kept under a name that nobody meant',
    mended: 'what was read has to be what the path still leads to',
    point: 'keep token#1',
    lay: (dir) => {
      writeFileSync(join(dir, 'eve/token'), 'old');
      chownSync(join(dir, 'eve/token'), EVE, EVE);
    },
    root: (dir) => `
      import { keepFiles } from ${KEPT};
      console.log(JSON.stringify(await keepFiles(['${dir}/eve/token'], '${dir}/copies')));`,
    eve: 'mv token elsewhere',
    judge: (_, said) => (said.includes('"ok":false') ? '' : said),
  },
  {
    tried: 'a file that is kept for a rollback is removed while it is read',
    expected: 'it is not kept under a name that nobody meant',
    mended: 'what was read has to be what the path still leads to',
    point: 'keep token#1',
    lay: (dir) => {
      writeFileSync(join(dir, 'eve/token'), 'old');
      chownSync(join(dir, 'eve/token'), EVE, EVE);
    },
    root: (dir) => `
      import { keepFiles } from ${KEPT};
      console.log(JSON.stringify(await keepFiles(['${dir}/eve/token'], '${dir}/copies')));`,
    eve: 'rm token',
    judge: (_, said) => (said.includes('"ok":false') ? '' : said),
  },
  {
    tried: 'a file that is kept becomes a link to a file of root between the look and the opening',
    expected: 'nothing of root is copied',
    point: 'open token#1',
    lay: (dir) => {
      writeFileSync(join(dir, 'eve/token'), 'old');
      chownSync(join(dir, 'eve/token'), EVE, EVE);
    },
    root: (dir) => `
      import { keepFiles } from ${KEPT};
      console.log(JSON.stringify(await keepFiles(['${dir}/eve/token'], '${dir}/copies').catch(String)));`,
    eve: 'rm token && ln -s ../root/secret token',
    judge: (dir) =>
      existsSync(join(dir, 'copies/0')) && readFileSync(join(dir, 'copies/0'), 'utf8') === SECRET
        ? 'copied'
        : '',
  },
  {
    tried: 'a file that is read becomes a second name of a file of root between the look and the opening',
    expected: 'nothing of root is read',
    point: 'open f#1',
    lay: (dir) => {
      writeFileSync(join(dir, 'eve/f'), 'own');
      chownSync(join(dir, 'eve/f'), EVE, EVE);
      writeFileSync(join(dir, 'eve/other'), SECRET);
      chownSync(join(dir, 'eve/other'), EVE, EVE);
    },
    root: (dir) => `
      import { readTextIfThere } from ${FILES};
      console.log(await readTextIfThere('${dir}/eve/f').catch(String));`,
    eve: 'ln -f other f',
    judge: (_, said) => (said.includes(SECRET) ? said : ''),
  },
  {
    tried: 'a file that is read becomes a pipe between the look and the opening',
    expected: 'root waits for nobody',
    mended:
      'what was opened has to be a plain file, too: a pipe may have the number of the file that is gone',
    point: 'open f#1',
    lay: (dir) => {
      writeFileSync(join(dir, 'eve/f'), 'own');
      chownSync(join(dir, 'eve/f'), EVE, EVE);
    },
    root: (dir) => `
      import { readTextIfThere } from ${FILES};
      console.log(await readTextIfThere('${dir}/eve/f').catch(String));`,
    eve: 'rm f && mkfifo f',
    judge: (_, said) => (said.includes('exchanged') ? '' : said),
  },
  {
    tried: 'a directory of a tree that is removed becomes a link to one of root',
    expected: 'nothing of root is removed',
    point: 'remove d#1',
    lay: (dir) => {
      mkdirSync(join(dir, 'eve/t/d'), { recursive: true });
      for (const path of ['eve/t', 'eve/t/d']) chownSync(join(dir, path), EVE, EVE);
    },
    root: (dir) => `
      import { removeTree } from ${HELD_TREE};
      console.log(await removeTree('${dir}/eve/t').catch(String));`,
    eve: 'rmdir t/d && ln -s ../../root t/d',
    judge: secretIsWhole,
  },
  {
    tried: 'the directory around a tree that is removed is moved into one of root',
    expected: 'nothing of root is removed',
    point: 'remove t#1',
    lay: (dir) => {
      mkdirSync(join(dir, 'eve/t/secret'), { recursive: true });
      for (const path of ['eve/t', 'eve/t/secret']) chownSync(join(dir, path), EVE, EVE);
    },
    root: (dir) => `
      import { removeTree } from ${HELD_TREE};
      console.log(await removeTree('${dir}/eve/t').catch(String));`,
    eve: 'mv t u && ln -s ../root t',
    judge: secretIsWhole,
  },
  {
    tried: 'a directory of a configuration that is kept becomes a link to one of root',
    expected: 'nothing of root is read',
    point: 'enter d#1',
    lay: (dir) => {
      mkdirSync(join(dir, 'eve/d'));
      chownSync(join(dir, 'eve/d'), EVE, EVE);
    },
    root: (dir) => `
      import { holdTree } from ${HELD_TREE};
      const tree = await holdTree('${dir}/eve');
      const files = await tree.read().catch(String);
      console.log(typeof files === 'string' ? files : JSON.stringify([...files].map(([p, f]) => [p, String(Buffer.from(f.bytes))])));`,
    eve: 'rmdir d && ln -s ../root d',
    judge: (_, said) => (said.includes(SECRET) ? said : ''),
  },
  {
    tried:
      'the directory of a file that is written becomes a link to one of root after the new file is opened',
    expected: 'the file of root is as it was',
    point: 'file:secret opened#1',
    lay: (dir) => {
      mkdirSync(join(dir, 'eve/d'));
      chownSync(join(dir, 'eve/d'), EVE, EVE);
    },
    root: (dir) => `
      import { writeFileAtomic } from ${FILES};
      console.log(await writeFileAtomic('${dir}/eve/d/secret', 'overwritten').catch(String));`,
    eve: 'mv d e && ln -s ../root d',
    judge: secretIsWhole,
  },
  {
    tried: 'the new file beside one that is written becomes a link to a file of root',
    expected: 'the file of root is as it was',
    point: 'file:f written#1',
    lay: (dir) => {
      writeFileSync(join(dir, 'eve/f'), 'own');
      chownSync(join(dir, 'eve/f'), EVE, EVE);
    },
    root: (dir) => `
      import { writeFileAtomic } from ${FILES};
      console.log(await writeFileAtomic('${dir}/eve/f', 'overwritten').catch(String));`,
    eve: 'for x in .f.nixos-ai-*; do rm "$x" && ln -s ../root/secret "$x"; done',
    judge: secretIsWhole,
  },
];

export const RACE_TRIES: readonly Try[] = RACES.map((race) => ({
  kind: 'races',
  tried: race.tried,
  expected: race.expected,
  ...(race.mended === undefined ? {} : { mended: race.mended }),
  play: async () =>
    inScratch(async (dir) => {
      mkdirSync(join(dir, 'root'), { mode: 0o700 });
      writeFileSync(join(dir, 'root/secret'), SECRET, { mode: 0o600 });
      mkdirSync(join(dir, 'eve'));
      race.lay?.(dir);
      chownSync(join(dir, 'eve'), EVE, EVE);
      for (const path of ['eve/nixos'])
        if (existsSync(join(dir, path))) lchownSync(join(dir, path), EVE, EVE);
      // What stands around is for everybody to go through.
      if ((lstatSync(dir).mode & 0o055) !== 0o055) throw new Error('the scratch directory is closed');
      const { said, trouble } = await raced(race.root(dir), race.point, {
        command: race.eve,
        directory: join(dir, 'eve'),
      });
      const wrong = race.judge(dir, said + trouble);
      return ifSo(wrong === '', race.expected, wrong);
    }),
}));
