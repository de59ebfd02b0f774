import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openQueue, readLooking, readWaiting } from '../../engine/journal/queue.ts';

let state: string;
beforeEach(() => (state = mkdtempSync('/tmp/nixos-ai-queue-')));
afterEach(() => rmSync(state, { recursive: true, force: true }));

const since = '2026-01-01T00:00:00.000Z';
const me = (run: string) => ({ run, pid: process.pid, since });

describe('the queue for a host', () => {
  it('is served in the order in which it was entered, whoever looks', () => {
    using queue = openQueue(state);
    using another = openQueue(state);
    const [first, second, third] = [
      queue.enter(me('a')),
      another.enter(me('b')),
      queue.enter(me('c')),
    ] as const;
    expect(another.waiting().map(({ run }) => run)).toEqual(['a', 'b', 'c']);
    expect([first, second, third].map((ticket) => queue.isFirst(ticket))).toEqual([true, false, false]);
    queue.leave(first);
    expect([second, third].map((ticket) => another.isFirst(ticket))).toEqual([true, false]);
    another.leave(second);
    expect(queue.isFirst(third)).toBe(true);
  });

  it('that nobody has entered has nobody in it, and looking makes none', () => {
    expect([readWaiting(state), readLooking(state)]).toEqual([[], []]);
    expect(readdirSync(state)).toEqual([]);
  });

  it('keeps no place for a process that was killed', async () => {
    const child = spawn('sleep', ['60'], { stdio: 'ignore' });
    await once(child, 'spawn');
    using queue = openQueue(state);
    queue.enter({ run: 'killed', pid: child.pid ?? 0, since });
    const mine = queue.enter(me('mine'));
    expect(queue.isFirst(mine)).toBe(false);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(queue.isFirst(mine)).toBe(true);
    expect(queue.waiting()).toEqual([mine]);
  });

  it('takes no process for one that had its id before', () => {
    using queue = openQueue(state);
    const before = queue.enter(me('before'));
    using database = new DatabaseSync(`${state}/queue.db`);
    database.prepare("UPDATE tickets SET born = '1' WHERE number = ?").run(before.number);
    const mine = queue.enter(me('mine'));
    expect(queue.waiting()).toEqual([mine]);
  });

  it('gives nobody an earlier place, also when the queue was empty meanwhile', () => {
    using queue = openQueue(state);
    const first = queue.enter(me('a'));
    queue.leave(first);
    expect(queue.enter(me('b')).number).toBeGreaterThan(first.number);
  });
});
