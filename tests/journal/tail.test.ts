import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pinRunbook } from '../../engine/check/check-runbook.ts';
import { followFiles } from '../../engine/host/watch/follow-files.ts';
import { openJournal } from '../../engine/journal/journal.ts';
import { JournalTail } from '../../engine/journal/tail.ts';
import type { RunEventBody } from '../../engine/model/event.ts';
import { person } from '../lib/principals.ts';
import { mustCheck } from '../lib/runbooks.ts';

let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'tail-'));
});
afterEach(() => rmSync(state, { recursive: true }));

test('where there is no journal yet, nothing is in it', () => {
  using tail = new JournalTail(state);
  expect([tail.after(0), tail.last()]).toEqual([[], 0]);
});

test('a journal that is made later is found, and what is written to it is read', () => {
  using tail = new JournalTail(state);
  expect(tail.last()).toBe(0);
  using journal = openJournal(state);
  journal.append('one', { type: 'note', node: 'plan', message: 'a' });
  expect(tail.last()).toBe(1);
  journal.append('one', { type: 'note', node: 'plan', message: 'b' });
  expect(tail.last()).toBe(2);
});

test('who reads whenever something was written is not woken by its own reading', async () => {
  openJournal(state).close();
  using tail = new JournalTail(state);
  /** What was heard of before this file is heard of by then: both are told in order, and after the same while. */
  const beat = async (): Promise<void> =>
    new Promise((settle) => {
      const marker = followFiles(state, ['marker'], () => settle(marker.close()), 10);
      writeFileSync(join(state, 'marker'), '');
    });
  let heard = 0;
  const follower = followFiles(
    state,
    ['journal.db', 'journal.db-wal'],
    () => {
      heard += 1;
      tail.after(0);
    },
    10,
  );
  tail.after(0);
  // The first reading may make files beside the journal; that is told once.
  await beat();
  const first = heard;
  for (let turn = 0; turn < 10; turn += 1) await beat();
  follower.close();
  expect(first).toBeLessThanOrEqual(2);
  expect(heard).toBe(first);
});

describe('what is read', () => {
  const by = person('alice');
  const started: RunEventBody = {
    type: 'run-started',
    mode: 'apply',
    runbook: 'r',
    text: '',
    origin: 'user',
    parameters: {},
    compiled: pinRunbook(mustCheck('  - id: tell\n    notify: hello\n')),
    host: '/',
    by,
    engine: '0',
  };
  const ended: RunEventBody = { type: 'run-ended', outcome: 'failed', exitCode: 1, message: 'no' };
  const paused: RunEventBody = {
    type: 'run-paused',
    outcome: 'pending-approval',
    exitCode: 7,
    message: 'waits',
  };
  const approval: RunEventBody = { type: 'approval', by: person('bob'), planHash: 'h', expires: '2030' };
  const common = { run: 'a', at: '2026-01-01T00:00:00.000Z', mode: 'apply', runbook: 'r', by } as const;

  function write(...bodies: readonly RunEventBody[]): void {
    using journal = openJournal(state, () => new Date('2026-01-01T00:00:00.000Z'));
    for (const body of bodies) journal.append('a', body);
  }

  test('is how each run ended, and what was approved, in order', () => {
    write(started, { type: 'note', node: 'plan', message: 'n' }, paused, approval, ended);
    using tail = new JournalTail(state);
    expect(tail.after(0)).toEqual(
      [
        {
          ...common,
          id: 3,
          type: 'run-paused',
          waited: false,
          outcome: 'pending-approval',
          message: 'waits',
        },
        { ...common, id: 4, type: 'approval', waited: true, approver: person('bob'), message: '' },
        { ...common, id: 5, type: 'run-ended', waited: true, outcome: 'failed', message: 'no' },
      ].map((row) => expect.objectContaining(row)),
    );
    expect(tail.after(4).map(({ id }) => id)).toEqual([5]);
  });

  test('says what started a run, and what was asked', () => {
    write({ ...started, cause: { kind: 'schedule', name: 'nightly' }, request: 'do it' }, ended);
    using tail = new JournalTail(state);
    expect(tail.after(0)).toMatchObject([{ cause: { kind: 'schedule', name: 'nightly' }, request: 'do it' }]);
  });

  test('says nothing of what is not on record', () => {
    write(started, ended);
    using tail = new JournalTail(state);
    const [row] = tail.after(0);
    expect([row?.cause, row?.request]).toEqual([undefined, undefined]);
  });

  test("is nobody's where the row names none", () => {
    write({ ...started, by: { kind: 'nothing' } as never }, ended);
    using tail = new JournalTail(state);
    expect(tail.after(0)[0]?.by).toEqual({
      kind: 'person',
      name: 'unknown',
      door: 'unrecorded',
      known: 'unrecorded',
      groups: [],
    });
  });

  test('is begun anew after a reading that failed', () => {
    writeFileSync(join(state, 'journal.db'), '');
    using tail = new JournalTail(state);
    expect(() => tail.last()).toThrow('no such table');
    rmSync(join(state, 'journal.db'));
    write(started);
    expect(tail.last()).toBe(1);
  });
});
