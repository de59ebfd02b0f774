import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { followFiles } from '../../engine/host/watch/follow-files.ts';
import { openJournal } from '../../engine/journal/journal.ts';
import { JournalTail } from '../../engine/journal/tail.ts';

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
