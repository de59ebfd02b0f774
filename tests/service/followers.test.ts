import { mkdtempSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SimulatedClock } from '../../engine/host/simulated/clock.ts';
import { openServiceLog, type ServiceLog } from '../../engine/journal/service-log.ts';
import { Followers, type Follower } from '../../engine/service/followers.ts';

let state: string;
let log: ServiceLog;
beforeEach(() => {
  state = mkdtempSync('/tmp/nixos-ai-followers-');
  log = openServiceLog(state);
});
afterEach(() => {
  log.close();
  rmSync(state, { recursive: true, force: true });
});

function write(count: number, message = 'x'): void {
  for (let at = 0; at < count; at += 1) log.append({ type: 'trouble', about: 'test', message });
}

interface Line {
  readonly type: string;
  readonly id?: number;
  readonly after?: number;
  readonly again?: boolean;
  readonly message?: string;
}

/** A caller that takes everything, or nothing after so many bytes. */
function caller(takes = Infinity) {
  const lines: Line[] = [];
  const ending = new AbortController();
  let bytes = 0;
  const follower: Follower = {
    reply: (line) => {
      lines.push(JSON.parse(line) as Line);
      bytes += line.length;
      return true;
    },
    waiting: () => Math.max(0, bytes - takes),
    gone: ending.signal,
  };
  return { follower, lines, leave: () => ending.abort(), bytes: () => bytes };
}

const idsOf = (lines: readonly Line[]): readonly number[] => lines.flatMap(({ id }) => id ?? []);

describe('who asks for events', () => {
  it('gets what there is, and the end', async () => {
    write(450);
    const { follower, lines } = caller();
    await new Followers(log, new SimulatedClock()).answer(follower, { after: 430, follow: false });
    expect(idsOf(lines)).toEqual(Array.from({ length: 20 }, (_, at) => 431 + at));
    expect(lines.at(-1)).toEqual({ v: 1, type: 'end', exitCode: 0, message: '' });
  });

  it('gets nothing that was written since they asked, unless they follow', async () => {
    write(3);
    const clock = new SimulatedClock();
    const { follower, lines } = caller();
    const reply = follower.reply;
    const grows: Follower = { ...follower, reply: (line) => (write(1), reply(line)) };
    await new Followers(log, clock).answer(grows, { after: 0, follow: false });
    expect(idsOf(lines)).toEqual([1, 2, 3]);
  });

  it('is asked to ask again after ten minutes, with a sign of life every quarter of a minute', async () => {
    write(2);
    const { follower, lines } = caller();
    await new Followers(log, new SimulatedClock()).answer(follower, { after: 0, follow: true });
    expect(lines.filter(({ type }) => type === 'heartbeat')).toHaveLength(39);
    expect(lines.find(({ type }) => type === 'heartbeat')).toMatchObject({ after: 2 });
    expect(lines.at(-1)).toMatchObject({ type: 'end', exitCode: 0, again: true });
  });

  it('loses nothing and hears nothing twice, whenever they ask again', async () => {
    const followers = new Followers(log, new SimulatedClock());
    const heard: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      write(70 + round * 90);
      const { follower, lines } = caller();
      await followers.answer(follower, { after: heard.at(-1) ?? 0, follow: true });
      heard.push(...idsOf(lines));
    }
    expect(heard).toEqual(Array.from({ length: log.last() }, (_, at) => at + 1));
  });

  it('is not kept in memory when they take nothing, and is let go after a minute', async () => {
    write(2_000, 'y'.repeat(2_000));
    const clock = new SimulatedClock();
    const begun = clock.now().getTime();
    const { follower, lines, bytes } = caller(0);
    await new Followers(log, clock).answer(follower, { after: 0, follow: true });
    expect(bytes()).toBeLessThan(256 * 1024 + 200 * 2_200);
    expect(lines.some(({ type }) => type === 'end')).toBe(false);
    expect(clock.now().getTime() - begun).toBeLessThan(65_000);
  });

  it('is not waited for when they have gone', async () => {
    const { follower, leave } = caller();
    leave();
    await new Followers(log, new SimulatedClock()).answer(follower, { after: 0, follow: true });
    expect(log.last()).toBe(0);
  });

  it('hears no secret', async () => {
    write(1, 'password=hunter2hunter2');
    const { follower, lines } = caller();
    await new Followers(log, new SimulatedClock()).answer(follower, { after: 0, follow: false });
    expect(lines[0]?.message).toBe('password=<redacted:password>');
  });
});
