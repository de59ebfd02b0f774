import { spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serve, type Serving } from '../../../engine/host/socket/server.ts';
import { AS_ROOT } from '../../lib/needs.ts';

const [BOB, MALLORY, OPS] = [12345, 12346, 12399];
const WORK = new URL('client.work.ts', import.meta.url).pathname;

let base: string;
let runtime: string;
let serving: Serving | undefined;
let others: Server[];
beforeEach(() => {
  base = mkdtempSync('/tmp/nixos-ai-test-');
  chmodSync(base, 0o755);
  runtime = join(base, 'nixos-ai');
  others = [];
});
afterEach(() => {
  serving?.close();
  others.forEach((server) => server.close());
  rmSync(base, { recursive: true, force: true });
});

interface Ended {
  readonly answer: unknown;
  readonly stderr: string;
  readonly code: number | null;
}

/** A client of another user. */
async function asked(uid: number, of: string): Promise<Ended> {
  const child = spawn(process.execPath, [WORK, String(uid), String(OPS), of], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  return new Promise((settle) => {
    child.on('close', (code) =>
      settle({ answer: stdout === '' ? undefined : JSON.parse(stdout), stderr, code }),
    );
  });
}

/** The service of root; it says who asks, by their proof. */
async function startService(): Promise<void> {
  serving = await serve({
    runtime,
    groups: { operate: [{ name: 'ops', gid: OPS }], view: [] },
    answer: async ({ caller, reply }) => {
      const message = String(caller.user());
      reply(JSON.stringify({ v: 1, type: 'end', exitCode: 0, message }));
      return Promise.resolve();
    },
    onTrouble: () => undefined,
  });
}

/** A service of another user, in a directory that they made. */
async function falseService(runtimeOf: string, act: (socket: Socket) => void): Promise<void> {
  mkdirSync(join(runtimeOf, 'operate/ops.proof'), { recursive: true });
  const server = createServer(act);
  others.push(server);
  await new Promise<void>((settle) => server.listen(join(runtimeOf, 'operate/ops.sock'), settle));
  for (const path of ['operate/ops.sock', 'operate/ops.proof', 'operate', ''])
    chownSync(join(runtimeOf, path), MALLORY, OPS);
  chmodSync(join(runtimeOf, 'operate/ops.sock'), 0o666);
  chmodSync(join(runtimeOf, 'operate/ops.proof'), 0o777);
}

const proofs = (of = runtime): string => join(of, 'operate/ops.proof');

describe('who asks the service', AS_ROOT, () => {
  it('is known by a proof that is gone afterwards', async () => {
    await startService();
    expect(await asked(BOB, runtime)).toMatchObject({ answer: { exitCode: 0, message: String(BOB) } });
    expect(readdirSync(proofs())).toEqual([]);
  });

  it('makes no proof for the socket of another user, in the directory of proofs itself', async () => {
    await startService();
    let heard = false;
    const inside = join(proofs(), 'm');
    // The false service hands on the challenge of the true one.
    await falseService(inside, (socket) => {
      heard = true;
      connect(join(runtime, 'operate/ops.sock')).pipe(socket);
    });
    const { answer } = await asked(BOB, inside);
    expect(answer).toEqual({ others: expect.stringContaining(`${inside} belongs to`) });
    expect([heard, readdirSync(proofs(inside))]).toEqual([false, []]);
  });

  it.each<[string, string, () => void]>([
    [
      'a directory of sockets of another user',
      'operate',
      () => chownSync(join(runtime, 'operate'), MALLORY, 0),
    ],
    [
      'a socket of another user',
      'ops.sock',
      () => chownSync(join(runtime, 'operate/ops.sock'), MALLORY, OPS),
    ],
    ['a directory of proofs of another user', 'ops.proof', () => chownSync(proofs(), MALLORY, OPS)],
    ['a place where a group may write', 'nixos-ai', () => chmodSync(runtime, 0o775)],
  ])('makes no proof for %s', async (_, named, change) => {
    await startService();
    change();
    const { answer } = await asked(BOB, runtime);
    expect(answer).toEqual({ others: expect.stringContaining(named) });
    expect(readdirSync(proofs())).toEqual([]);
  });

  it('is not ended by a service that breaks off, or greets with nonsense', async () => {
    for (const act of [
      (socket: Socket) => void socket.destroy(),
      (socket: Socket) => void socket.write('{"type":"hello"}\n', () => socket.destroy()),
      (socket: Socket) => void socket.end('{"type":"hello","challenge":"../../x"}\n'),
    ]) {
      const own = mkdtempSync(join(base, 'own-'));
      await falseService(own, act);
      for (const path of ['operate/ops.sock', 'operate/ops.proof', 'operate', ''])
        chownSync(join(own, path), 0, 0);
      for (const path of ['operate', '']) chmodSync(join(own, path), 0o755);
      expect(await asked(BOB, own)).toEqual({ answer: 'broken-off', stderr: '', code: 0 });
    }
  });
});
