import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { showOnDesktops } from '../../../engine/host/notify/desktop.ts';
import type { Letter, Notice } from '../../../engine/model/service/notice.ts';
import { AS_ROOT } from '../../lib/needs.ts';

const EVE = 12345;
const NOTICE: Notice = {
  occasion: 'rolled-back',
  run: '20261125-120000-abcd',
  runbook: 'enable-nginx',
  outcome: 'taken back',
  message: 'nginx.service failed',
  host: 'web1',
  by: 'alice',
  at: '2026-11-25T12:00:00.000Z',
  cause: 'alice',
};
const LETTER: Letter = { title: 'Done', body: 'It holds.', notice: NOTICE };

let base: string;
let path: string | undefined;
let servers: Server[];
beforeEach(() => {
  base = mkdtempSync('/tmp/nixos-ai-test-');
  chmodSync(base, 0o755);
  mkdirSync(join(base, 'said'));
  chmodSync(join(base, 'said'), 0o777);
  mkdirSync(join(base, 'user'));
  path = process.env['PATH'];
  mkdirSync(join(base, 'bin'));
  const program = join(base, 'bin/notify-send');
  writeFileSync(program, `#!/bin/sh\nid -u > ${base}/said/uid\n`);
  chmodSync(program, 0o755);
  process.env['PATH'] = `${join(base, 'bin')}:${path ?? ''}`;
  servers = [];
});
afterEach(() => {
  process.env['PATH'] = path;
  servers.forEach((server) => server.close());
  rmSync(base, { recursive: true, force: true });
});

async function bus(file: string, uid: number): Promise<void> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((settle) => server.listen(file, settle));
  chownSync(file, uid, uid);
}

function session(name: string, uid: number): string {
  const directory = join(base, 'user', name);
  mkdirSync(directory);
  chownSync(directory, uid, uid);
  return directory;
}

describe('a letter on desktops', AS_ROOT, () => {
  it('is shown as the user of the session', async () => {
    await bus(join(session(String(EVE), EVE), 'bus'), EVE);
    await showOnDesktops(LETTER, join(base, 'user'));
    expect(readFileSync(join(base, 'said/uid'), 'utf8')).toBe(`${EVE}\n`);
  });

  it.each<[string, () => Promise<void>]>([
    [
      'where a link of a user leads to a socket of root',
      async () => {
        await bus(join(base, 'root.sock'), 0);
        symlinkSync(join(base, 'root.sock'), join(session(String(EVE), EVE), 'bus'));
      },
    ],
    ['where a socket in it is of root', async () => bus(join(session(String(EVE), EVE), 'bus'), 0)],
    ['in the session of root', async () => bus(join(session('0', 0), 'bus'), 0)],
    ['in a directory that another user owns', async () => bus(join(session('12346', EVE), 'bus'), 12346)],
    ['in a directory that is not named by a user', async () => bus(join(session('eve', EVE), 'bus'), EVE)],
    [
      'in a session that is a link',
      async () => {
        await bus(join(session('real', EVE), 'bus'), EVE);
        symlinkSync(join(base, 'user/real'), join(base, 'user', String(EVE)));
      },
    ],
  ])('is not shown %s', async (_, lay) => {
    await lay();
    await expect(showOnDesktops(LETTER, join(base, 'user'))).rejects.toThrow(
      'nobody is logged in to a desktop',
    );
    expect(existsSync(join(base, 'said/uid'))).toBe(false);
  });
});
