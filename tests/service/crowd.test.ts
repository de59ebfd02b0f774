import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultHostSettings } from '../../engine/config/host-settings.ts';
import { systemClock } from '../../engine/host/clock.ts';
import { serve, type Caller, type Serving } from '../../engine/host/socket/server.ts';
import { openServiceLog, type ServiceLog } from '../../engine/journal/service-log.ts';
import { Followers } from '../../engine/service/followers.ts';
import { answerRequest } from '../../engine/service/requests.ts';
import { Turns } from '../../engine/service/turns.ts';
import { AS_ROOT } from '../lib/needs.ts';
import { until } from '../lib/until.ts';

const [BOB, MALLORY, USERS] = [12345, 12346, 12399];
const WORK = new URL('crowd.work.ts', import.meta.url).pathname;
/** Stands in for the program: a status of the host. */
const SAYS = `console.log('{"v":1,"type":"status"}')`;

let base: string;
let log: ServiceLog;
let followers: Followers;
let serving: Serving;
let callers: Caller[];
let children: ChildProcess[];
beforeEach(async () => {
  base = mkdtempSync('/tmp/nixos-ai-crowd-');
  chmodSync(base, 0o755);
  log = openServiceLog(base);
  followers = new Followers(log, systemClock);
  callers = [];
  children = [];
  const place = { ...defaultHostSettings('channel').place, root: base, state: base };
  const self = [process.execPath, '-e', SAYS, '--'] as const;
  const options = { place, log, self, host: [], followers, turns: new Turns(4) };
  serving = await serve({
    runtime: join(base, 'nixos-ai'),
    groups: { operate: [], view: [{ name: 'users', gid: USERS }] },
    answer: async (asked) => {
      callers.push(asked.caller);
      return answerRequest(options, asked);
    },
    onTrouble: (message) => {
      throw new Error(message);
    },
  });
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  serving.close();
  log.close();
  rmSync(base, { recursive: true, force: true });
});

/** Somebody of the group, and the lines that they say. */
function member(uid: number, what: 'flood' | 'follow' | 'status') {
  const argv = [WORK, String(uid), String(USERS), join(base, 'nixos-ai'), what];
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const lines: unknown[] = [];
  createInterface({ input: child.stdout }).on('line', (line) =>
    lines.push(line.startsWith('{') ? JSON.parse(line) : line),
  );
  return { child, lines, ended: once(child, 'exit') };
}

function write(message: string): void {
  log.append({ type: 'trouble', about: 'test', message });
  followers.wake();
}

describe('the socket of a group', AS_ROOT, () => {
  it('is open to its members whatever one of them does with it', async () => {
    const mallory = member(MALLORY, 'flood');
    await until(() => mallory.lines.includes('flooded') || undefined, 'the flood');
    const bob = member(BOB, 'status');
    await bob.ended;
    expect(bob.lines).toEqual([
      { v: 1, type: 'status' },
      { exitCode: 0, message: '', again: false },
    ]);
    write('one');
    const follower = member(BOB, 'follow');
    await until(() => (follower.lines.length === 1 ? true : undefined), 'the last event');
    write('two');
    await until(() => (follower.lines.length === 2 ? true : undefined), 'the next event');
    expect(follower.lines).toMatchObject([{ message: 'one' }, { message: 'two' }]);
  });

  it('knows who looks by a proof that is gone afterwards, and starts no process for who follows', async () => {
    const bob = member(BOB, 'follow');
    await until(() => callers[0], 'the request');
    expect(callers[0]?.user()).toBe(BOB);
    expect(proofsOf(BOB)).toEqual([]);
    expect(childrenOf(process.pid)).toEqual([bob.child.pid]);
  });
});

/** Proofs that still lie where all programs of this computer put theirs. */
function proofsOf(uid: number): readonly string[] {
  return readdirSync('/dev/shm')
    .filter((name) => /^nixos-ai-[0-9a-f]{32}$/u.test(name))
    .filter((name) => statSync(join('/dev/shm', name), { throwIfNoEntry: false })?.uid === uid);
}

/** Processes that this one has started (proc(5)). */
function childrenOf(pid: number): readonly number[] {
  const listed = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return listed === '' ? [] : listed.split(' ').map(Number);
}
