import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../engine/host/clock.ts';
import { serve, type Serving } from '../../../engine/host/socket/server.ts';
import { openServiceLog, type ServiceLog } from '../../../engine/journal/service-log.ts';
import { Followers } from '../../../engine/service/followers.ts';
import { AS_ROOT } from '../../lib/needs.ts';
import { until } from '../../lib/until.ts';

const [BOB, USERS] = [12345, 12399];
const WORK = new URL('follow-service.work.ts', import.meta.url).pathname;

let base: string;
let log: ServiceLog;
let service: Service | undefined;
let child: ChildProcess | undefined;
beforeEach(() => {
  base = mkdtempSync('/tmp/nixos-ai-follow-');
  chmodSync(base, 0o755);
  log = openServiceLog(base);
});
afterEach(() => {
  child?.kill('SIGKILL');
  service?.stop();
  log.close();
  rmSync(base, { recursive: true, force: true });
});

interface Service {
  readonly followers: Followers;
  readonly stop: () => void;
}

/** @param cut - Ends each answer after so many lines, as a service does that is killed. */
async function start(cut = Infinity): Promise<Service> {
  const followers = new Followers(log, systemClock);
  const gone = new AbortController();
  const serving: Serving = await serve({
    runtime: join(base, 'nixos-ai'),
    groups: { operate: [], view: [{ name: 'users', gid: USERS }] },
    answer: async (asked) => {
      const { after = log.before(10) } = JSON.parse(asked.line) as { readonly after?: number };
      let lines = 0;
      const reply = (line: string): boolean => lines++ < cut && asked.reply(line);
      const ended = AbortSignal.any([asked.gone, gone.signal]);
      return followers.answer({ reply, waiting: asked.waiting, gone: ended }, { after, follow: true });
    },
    onTrouble: () => undefined,
  });
  return { followers, stop: () => (gone.abort(), serving.close()) };
}

/** What a member of the group hears, by number. */
function follow() {
  const heard: unknown[] = [];
  child = spawn(process.execPath, [WORK, String(BOB), String(USERS), base], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { stdout } = child;
  if (stdout === null) throw new Error('no output');
  createInterface({ input: stdout }).on('line', (line) => {
    const { id, refused } = JSON.parse(line) as { readonly id?: number; readonly refused?: unknown };
    heard.push(id ?? refused);
  });
  return { heard, ended: once(child, 'exit') };
}

function write(count: number): void {
  for (let at = 0; at < count; at += 1) log.append({ type: 'trouble', about: 'test', message: 'x' });
  service?.followers.wake();
}

const numbers = (last: number): readonly number[] => Array.from({ length: last }, (_, at) => at + 1);

describe('who follows the events of a service', AS_ROOT, () => {
  it('hears each of them once, though the service is restarted and its answers break off', async () => {
    service = await start(7);
    write(5);
    const { heard } = follow();
    await until(() => (heard.length === 5 ? true : undefined), 'what there was');
    write(30);
    await until(
      () => (heard.length === 35 ? true : undefined),
      () => `what came: ${heard.join()}`,
    );
    service.stop();
    write(10);
    service = await start();
    write(1);
    await until(
      () => (heard.length === 46 ? true : undefined),
      () => `what came: ${heard.join()}`,
    );
    expect(heard).toEqual(numbers(46));
  });

  it('is told at once that there is no service', async () => {
    const { heard, ended } = follow();
    await ended;
    expect(heard).toEqual([['SRV020']]);
  });
});
