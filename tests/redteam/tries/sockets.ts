import { execFileSync } from 'node:child_process';
import { chmodSync, linkSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ownValidator } from '../../../engine/config/own-schema.ts';
import { isChallenge, makeProof, readProof, whoElseAsks } from '../../../engine/host/socket/proof.ts';
import { removeTaken } from '../../../engine/host/socket/sweep.ts';
import { EVE } from '../../lib/raced.ts';
import { chownSync, existsSync, statSync } from 'node:fs';
import { ifSo, inScratch, triesOf, type Try } from './try.ts';

const CHALLENGE = '0123456789abcdef0123456789abcdef';
const ASKED = { socket: '/run/nixos-ai/operate/ops.sock', line: '{"v":1,"op":"status"}' };
const NOBODY = 'nobody is known by it';

/** Lays something where a proof is looked for. */
const PROOFS: readonly (readonly [what: string, lay: (file: string, dir: string) => void])[] = [
  ['a pipe', (file) => execFileSync('mkfifo', ['-m', '600', file])],
  ['a directory', (file) => mkdirSync(file, { mode: 0o700 })],
  ['a device', (file) => execFileSync('mknod', ['-m', '600', file, 'c', '1', '3'])],
  [
    'a link to a proof of somebody else',
    (file, dir) => {
      makeProof(join(dir, 'other'), CHALLENGE, ASKED);
      symlinkSync(join(dir, 'other'), file);
    },
  ],
  [
    'a second name of a proof of somebody else',
    (file, dir) => {
      makeProof(join(dir, 'other'), CHALLENGE, ASKED);
      linkSync(join(dir, 'other'), file);
    },
  ],
  [
    'a proof that a group may read',
    (file) => {
      makeProof(file, CHALLENGE, ASKED);
      chmodSync(file, 0o640);
    },
  ],
  ['an empty file', (file) => writeFileSync(file, '', { mode: 0o600 })],
  ['a file of the right length', (file) => writeFileSync(file, 'x'.repeat(97), { mode: 0o600 })],
  [
    'a file that goes on',
    (file) => {
      makeProof(file, CHALLENGE, ASKED);
      writeFileSync(file, 'x', { flag: 'a' });
    },
  ],
  ['the proof for another request', (file) => makeProof(file, CHALLENGE, { ...ASKED, line: '{"v":1}' })],
  [
    'the proof of another challenge, moved here',
    (file, dir) => {
      makeProof(join(dir, 'other'), CHALLENGE.replace('0', 'f'), ASKED);
      renameSync(join(dir, 'other'), file);
    },
  ],
];

const proofs = triesOf(
  'sockets',
  NOBODY,
  PROOFS.map(([what, lay]) => ({
    tried: `${what} in the place of a proof of who calls`,
    play: async () =>
      inScratch((dir) => {
        const file = join(dir, CHALLENGE);
        lay(file, dir);
        const uid = readProof(file, CHALLENGE, ASKED);
        return ifSo(uid === undefined, NOBODY, uid);
      }),
  })),
);

const NOT_ONE = 'it is not a request';

/** What is sent in the place of a request. */
const LINES: readonly (readonly [what: string, value: unknown])[] = [
  ['an option as a run', { v: 1, op: 'show', run: '--host=/home/eve' }],
  ['a run with a line break', { v: 1, op: 'show', run: '20261130-120000-abcd\n' }],
  ['a file as a runbook', { v: 1, op: 'run', runbook: '/home/eve/x.yaml', approve: 'all' }],
  ['a runbook by a path', { v: 1, op: 'run', runbook: '../eve/x', approve: 'all' }],
  ['an option as a runbook', { v: 1, op: 'run', runbook: '--yes', approve: 'all' }],
  ['an option as an approval', { v: 1, op: 'run', runbook: 'a', approve: 'all --yes' }],
  [
    'a parameter whose name says its value',
    { v: 1, op: 'run', runbook: 'a', approve: 'all', with: { 'a=b': 'c' } },
  ],
  [
    'a parameter named like an option',
    { v: 1, op: 'run', runbook: 'a', approve: 'all', with: { '-p': 'c' } },
  ],
  [
    'a parameter named __proto__',
    JSON.parse('{"v":1,"op":"run","runbook":"a","approve":"all","with":{"__proto__":"c"}}'),
  ],
  ['a value that is not text', { v: 1, op: 'run', runbook: 'a', approve: 'all', with: { a: { b: 1 } } }],
  ['a member that is not known', { v: 1, op: 'run', runbook: 'a', approve: 'all', host: '/home/eve' }],
  ['who asks, as a member', { v: 1, op: 'approve', run: '20261130-120000-abcd', by: 'bob' }],
  ['a number of no end', { v: 1, op: 'history', limit: 1e9 }],
  ['a time that is an option', { v: 1, op: 'events', since: '--follow' }],
  ['another version', { v: 2, op: 'status' }],
  ['an operation of every object', { v: 1, op: 'constructor' }],
  ['a list', [{ v: 1, op: 'status' }]],
  ['null', null],
];

const requests = triesOf(
  'sockets',
  NOT_ONE,
  LINES.map(([what, value]) => ({
    tried: `a request with ${what}`,
    play: () => (ownValidator('request')(value) ? 'it is one' : NOT_ONE),
  })),
);

const NOT_ASKED = 'nothing is asked there';

const places: readonly Try[] = triesOf('sockets', NOT_ASKED, [
  {
    tried: 'a socket in a directory of another user',
    play: async () => asked((dir) => chownSync(join(dir, 'operate'), EVE, EVE)),
  },
  {
    tried: 'a socket of another user in a directory of root',
    play: async () => asked((dir) => chownSync(join(dir, 'operate/ops.sock'), EVE, EVE)),
  },
  {
    tried: 'a socket that a link leads to in a directory of another user',
    play: async () =>
      asked((dir) => {
        mkdirSync(join(dir, 'eve'));
        renameSync(join(dir, 'operate/ops.sock'), join(dir, 'eve/s'));
        chownSync(join(dir, 'eve'), EVE, EVE);
        symlinkSync(join(dir, 'eve/s'), join(dir, 'operate/ops.sock'));
      }),
  },
  {
    tried: 'a directory of proofs that everybody may write to',
    play: async () => asked((dir) => chmodSync(join(dir, 'operate'), 0o777)),
  },
]);

async function asked(lay: (dir: string) => void): Promise<string> {
  return inScratch(async (dir) => {
    mkdirSync(join(dir, 'operate'));
    const socket = join(dir, 'operate/ops.sock');
    const server = createServer();
    await new Promise<void>((settle) => server.listen(socket, settle));
    try {
      lay(dir);
      const who = whoElseAsks(socket, join(dir, 'operate'));
      return ifSo(who !== undefined, NOT_ASKED, who);
    } finally {
      server.close();
    }
  });
}

const others: readonly Try[] = [
  {
    kind: 'sockets',
    tried: 'a link to a directory of root among the proofs that are swept away',
    expected: 'the link goes, and nothing behind it',
    play: async () =>
      inScratch((dir) => {
        mkdirSync(join(dir, 'proofs'));
        mkdirSync(join(dir, 'root'));
        symlinkSync(join(dir, 'root'), join(dir, 'proofs/x'));
        removeTaken(join(dir, 'proofs'), 'x');
        const right = !existsSync(join(dir, 'proofs/x')) && statSync(join(dir, 'root')).isDirectory();
        return ifSo(right, 'the link goes, and nothing behind it', 'another');
      }),
  },
  {
    kind: 'sockets',
    tried: 'a challenge of a false service that is a path',
    expected: 'no file is made',
    play: () => ifSo(!isChallenge('../../../../root/.ssh/authorized_keys'), 'no file is made', 'one is'),
  },
];

export const SOCKETS: readonly Try[] = [...proofs, ...requests, ...places, ...others];
