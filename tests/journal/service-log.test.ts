import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openServiceLog, openServiceLogToRead, serviceLogFile } from '../../engine/journal/service-log.ts';
import { AS_ROOT } from '../lib/needs.ts';
import type { ServiceEvent, ServiceEventBody } from '../../engine/model/service/service-event.ts';

let base: string;
let state: string;
let time: number;
beforeEach(() => {
  base = mkdtempSync('/tmp/nixos-ai-service-log-');
  state = join(base, 'state');
  time = Date.parse('2026-06-01T00:00:00.000Z');
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const DAY = 86_400_000;
const open = () => openServiceLog(state, () => new Date(time));
const met = (trigger: string, key: string, what = 'w'): ServiceEventBody => ({
  type: 'trigger-met',
  trigger,
  key,
  what,
});
const ids = (events: readonly ServiceEvent[]): readonly number[] => events.map(({ id }) => id);

describe('the log of the service', () => {
  it('is for its owner alone, and each event is on disk when it is acknowledged', () => {
    using log = open();
    expect(statSync(state).mode & 0o777).toBe(0o700);
    expect(serviceLogFile(state)).toBe(join(state, 'service.db'));
    expect(log.append(met('a', 'k'))).toEqual({
      v: 1,
      id: 1,
      at: '2026-06-01T00:00:00.000Z',
      ...met('a', 'k'),
    });
    using other = open();
    expect(other.after(0)).toEqual([{ v: 1, id: 1, at: '2026-06-01T00:00:00.000Z', ...met('a', 'k') }]);
  });

  it('gives events after one, the newest, and those of some types', () => {
    using log = open();
    for (const key of ['a', 'b', 'c']) {
      log.append(met('t', key));
      time += 1_000;
    }
    log.append({ type: 'daemon-stopped' });
    expect(ids(log.after(1))).toEqual([2, 3, 4]);
    expect(ids(log.after(1, 2))).toEqual([2, 3]);
    expect(ids(log.newest(2))).toEqual([3, 4]);
    expect(ids(log.newest(9, '2026-06-01T00:00:01.000Z'))).toEqual([2, 3, 4]);
    expect(ids(log.newestOf(['trigger-met'], 2))).toEqual([3, 2]);
    expect(ids(log.newestOf(['daemon-stopped', 'trigger-met'], 2))).toEqual([4, 3]);
    expect(log.counts()).toEqual({ 'daemon-stopped': 1, 'trigger-met': 3 });
    expect([log.find(4)?.type, log.find(5), log.last()]).toEqual(['daemon-stopped', undefined, 4]);
  });

  it('is empty at first', () => {
    using log = open();
    expect([log.last(), log.after(0), log.counts(), log.mark('m'), log.whatMet('t', 'k')]).toEqual([
      0,
      [],
      {},
      undefined,
      undefined,
    ]);
  });

  it('knows what met a trigger under a key, the last time', () => {
    using log = open();
    log.append(met('t', 'k', 'first'));
    log.append(met('t', 'k', 'second'));
    log.append(met('t', 'other', 'third'));
    log.append(met('u', 'k', 'fourth'));
    expect(log.whatMet('t', 'k')).toBe('second');
  });

  it('remembers how far something has come', () => {
    using log = open();
    log.setMark('journal', 3);
    log.setMark('journal', 7);
    log.setMark('other', 1);
    expect([log.mark('journal'), log.mark('other')]).toEqual([7, 1]);
  });

  it('forgets what is older than a trigger looks back, and no more', () => {
    using log = open();
    log.append(met('t', 'old'));
    time += DAY;
    log.append(met('t', 'kept'));
    time += 100 * DAY - 1;
    log.prune();
    expect(ids(log.after(0))).toEqual([2]);
  });

  it('forgets the oldest where there are too many', () => {
    using log = open();
    log.append(met('t', 'old'));
    using db = new DatabaseSync(serviceLogFile(state));
    db.exec(
      `INSERT INTO events (id, at, type, payload) VALUES (50002, '2026-06-01T00:00:00.000Z', 'daemon-stopped', '{}')`,
    );
    log.append(met('t', 'new'));
    log.prune();
    expect(ids(log.after(0))).toEqual([50_002, 50_003]);
  });

  it('leaves out what only a newer engine knows', () => {
    using log = open();
    log.append(met('t', 'k'));
    using db = new DatabaseSync(serviceLogFile(state));
    db.exec(
      `INSERT INTO events (at, type, payload) VALUES ('2026-06-01T00:00:00.000Z', 'of-tomorrow', '{}')`,
    );
    expect(ids(log.after(0))).toEqual([1]);
    expect(log.find(2)).toBeUndefined();
  });
});

describe('the log of the service on a disk that takes nothing', AS_ROOT, () => {
  beforeEach(() => {
    mkdirSync(state, { mode: 0o700 });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m,mode=0700', 'tmpfs', state]);
  });
  afterEach(() => execFileSync('umount', ['--lazy', state]));
  const close = (): void => void execFileSync('mount', ['-o', 'remount,ro', state]);
  const read = () => openServiceLogToRead(state, () => new Date(time));

  it('is read as it is', () => {
    const log = open();
    log.append(met('t', 'k'));
    log[Symbol.dispose]();
    close();
    using other = read();
    expect(ids(other.after(0))).toEqual([1]);
  });

  it.each([
    ['was never made', () => undefined],
    ['was begun, and not made', () => new DatabaseSync(serviceLogFile(state)).close()],
  ])('is empty where it %s', (_, before) => {
    before();
    close();
    using log = read();
    expect([log.after(0), log.last()]).toEqual([[], 0]);
  });
});
