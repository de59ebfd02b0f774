import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { foldRun } from '../../engine/journal/fold.ts';
import { openJournal } from '../../engine/journal/journal.ts';
import { pinRunbook } from '../../engine/check/check-runbook.ts';
import { acquireLock } from '../../engine/journal/lock.ts';
import type { RunEventBody } from '../../engine/model/event.ts';
import { mustCheck } from '../lib/runbooks.ts';
import { person } from '../lib/principals.ts';

let state: string;
beforeEach(() => (state = mkdtempSync('/tmp/nixos-ai-journal-')));
afterEach(() => rmSync(state, { recursive: true, force: true }));

const started: RunEventBody = {
  type: 'run-started',
  mode: 'apply',
  runbook: 'r',
  text: '',
  origin: 'user',
  parameters: {},
  compiled: pinRunbook(mustCheck('  - id: tell\n    notify: hello\n')),
  host: '/',
  by: person('alice'),
  engine: '0',
};
const edge: RunEventBody = { type: 'transition', from: 'plan', on: 'ok', to: 'snapshot' };

/** Changes the file behind the journal's back. */
function tamper(sql: string): void {
  const db = new DatabaseSync(join(state, 'journal.db'));
  db.exec(sql);
  db.close();
}

describe('the journal', () => {
  it('gives back what was appended, in order, numbered from one in each run', () => {
    using journal = openJournal(state, () => new Date('2026-01-02T03:04:05.678Z'));
    journal.append('a', started);
    journal.append('b', started);
    journal.append('a', edge);
    expect(journal.events('a')).toEqual([
      { v: 1, run: 'a', seq: 1, at: '2026-01-02T03:04:05.678Z', ...started },
      { v: 1, run: 'a', seq: 2, at: '2026-01-02T03:04:05.678Z', ...edge },
    ]);
    expect(journal.events('b')).toHaveLength(1);
  });

  it('is readable by its owner alone', () => {
    rmSync(state, { recursive: true });
    openJournal(state).close();
    expect(statSync(state).mode & 0o777).toBe(0o700);
  });

  it('lists runs newest first, with how they ended', () => {
    using journal = openJournal(state);
    journal.append('a', started);
    journal.append('a', { type: 'run-ended', outcome: 'verified', exitCode: 0, message: '' });
    journal.append('b', started);
    expect(journal.runs().map((run) => [run.run, run.ended?.outcome])).toEqual([
      ['b', undefined],
      ['a', 'verified'],
    ]);
    expect(journal.runs(10, 'a')).toHaveLength(1);
  });

  it('says of a run that waits what it waits for, and of one that went on how it ended', () => {
    using journal = openJournal(state);
    const paused = { type: 'run-paused', outcome: 'pending-reboot', exitCode: 6, message: '' } as const;
    journal.append('a', started);
    journal.append('a', paused);
    journal.append('b', started);
    journal.append('b', paused);
    journal.append('b', { type: 'run-ended', outcome: 'verified', exitCode: 0, message: '' });
    expect(journal.runs().map(({ run, ended, paused: waits }) => [run, ended?.outcome, waits])).toEqual([
      ['b', 'verified', undefined],
      ['a', undefined, 'pending-reboot'],
    ]);
    expect(journal.runs(1).map(({ run }) => run)).toEqual(['b']);
    expect(journal.unfinished()).toEqual(['a']);
  });

  it('has the approvals of a plan, newest first, and those of no other', () => {
    using journal = openJournal(state);
    const approve = (name: string, planHash: string): void =>
      void journal.append('a', { type: 'approval', by: person(name), planHash, expires: '2030' });
    approve('bob', 'one');
    approve('eve', 'two');
    approve('dan', 'one');
    expect(journal.approvals('one').map(({ by }) => by)).toEqual([person('dan'), person('bob')]);
    expect(journal.approvals('three')).toEqual([]);
  });

  it('has an approval no more that a run was decided by', () => {
    using journal = openJournal(state);
    const approve = (name: string) =>
      journal.append('a', { type: 'approval', by: person(name), planHash: 'one', expires: '2030' });
    const { run, seq } = approve('bob');
    const data = {
      by: person('bob'),
      decision: 'approved',
      planHash: 'one',
      expires: '2030',
      spends: { run, seq },
    } as const;
    const ended = { type: 'step-ended', node: 'consent', phase: 'dry-build', attempt: 1, took: 0 } as const;
    journal.append('b', { ...ended, message: '', outcome: 'ok', data });
    expect(journal.approvals('one')).toEqual([]);
    approve('dan');
    expect(journal.approvals('one').map(({ by }) => by)).toEqual([person('dan')]);
  });

  it('writes all of several events or none, and goes on after that', () => {
    using journal = openJournal(state);
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    const note = { type: 'note', node: 'plan', message: 'm' } as const;
    expect(() => journal.appendAll('a', [note, { ...note, data: circle }])).toThrow('circular');
    expect(journal.events('a')).toEqual([]);
    journal.append('a', note);
    expect(journal.events('a')).toHaveLength(1);
    expect(journal.firstBrokenRow()).toBeUndefined();
  });

  it('keeps any text of any event, and its chain holds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.string({ unit: 'binary' })), { maxLength: 12 }),
        (rows) => {
          const directory = mkdtempSync(join(state, 'p-'));
          using journal = openJournal(directory);
          for (const [run, message] of rows) journal.append(run, { type: 'note', node: 'plan', message });
          const read = (run: string): string[] =>
            journal.events(run).flatMap((event) => (event.type === 'note' ? [event.message] : []));
          const wanted = (run: string): string[] =>
            rows.filter(([name]) => name === run).map(([, message]) => message.toWellFormed());
          expect(journal.firstBrokenRow()).toBeUndefined();
          expect(read('a').map((text) => text.toWellFormed())).toEqual(wanted('a'));
          expect(read('b').map((text) => text.toWellFormed())).toEqual(wanted('b'));
        },
      ),
      { numRuns: 25 },
    );
  });

  it.each([
    [
      'a payload that was altered',
      `UPDATE events SET payload = replace(payload, 'plan', 'plot') WHERE id = 2`,
      2,
    ],
    ['a time that was altered', `UPDATE events SET at = '2000-01-01T00:00:00.000Z' WHERE id = 3`, 3],
    ['a row that was removed', 'DELETE FROM events WHERE id = 2', 3],
    ['a run that was renamed', `UPDATE events SET run = 'z' WHERE id = 4`, 4],
  ])('names the first row that does not follow: %s', (_what, sql, row) => {
    using journal = openJournal(state);
    journal.append('a', started);
    for (let index = 0; index < 4; index += 1) journal.append('a', edge);
    expect(journal.firstBrokenRow()).toBeUndefined();
    tamper(sql);
    expect(journal.firstBrokenRow()?.id).toBe(row);
  });

  it('has every event that was acknowledged before a kill -9, and a whole chain', async () => {
    const program = `
      import { openJournal } from ${JSON.stringify(new URL('../../engine/journal/journal.ts', import.meta.url).href)};
      const journal = openJournal(${JSON.stringify(state)});
      for (let n = 1; ; n += 1) { journal.append('a', { type: 'note', node: 'n', message: String(n) }); process.stdout.write(n + '\\n'); }`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    while (said.split('\n').length < 50) await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'close');
    const acknowledged = said.trim().split('\n').length;
    using journal = openJournal(state);
    expect(journal.events('a').length).toBeGreaterThanOrEqual(acknowledged);
    expect(journal.firstBrokenRow()).toBeUndefined();
  });
});

describe('folding a run', () => {
  it('knows the last state, its outcome, what was announced and what states left', () => {
    using journal = openJournal(state);
    journal.append('a', started);
    journal.append('a', { type: 'step-started', node: 'snapshot', phase: 'snapshot', attempt: 1 });
    const data = { commit: 'c', tree: 't' };
    journal.append('a', {
      type: 'step-ended',
      node: 'snapshot',
      phase: 'snapshot',
      attempt: 1,
      outcome: 'ok',
      message: '',
      took: 1,
      data,
    });
    journal.append('a', { type: 'step-started', node: 'switch', phase: 'switch', attempt: 1 });
    journal.append('a', {
      type: 'note',
      node: 'switch',
      message: 'm',
      data: { mutation: 'activation', toplevel: '/x' },
    });
    const folded = foldRun(journal.events('a'));
    expect(folded?.snapshot).toEqual(data);
    expect(folded?.at).toEqual({ node: 'switch', phase: 'switch', attempt: 1 });
    expect(folded?.mutations).toEqual([{ mutation: 'activation', toplevel: '/x' }]);
    expect(folded?.ended).toBeUndefined();
  });

  it('is nothing for a run that never began', () => {
    expect(foldRun([])).toBeUndefined();
  });
});

describe('the lock of a host', () => {
  const holder = { run: 'r1', pid: process.pid, since: '2026-01-01T00:00:00.000Z' };

  it('is held once, and tells a second who holds it', () => {
    const first = acquireLock(state, holder);
    const second = acquireLock(state, { ...holder, run: 'r2' });
    expect(first.held).toBe(true);
    expect(second).toEqual({ held: false, holder });
    first.lock?.release();
    const third = acquireLock(state, { ...holder, run: 'r3' });
    expect(third.held).toBe(true);
    third.lock?.release();
  });

  it('is free again when its holder was killed', () => {
    const program = `
      import { acquireLock } from ${JSON.stringify(new URL('../../engine/journal/lock.ts', import.meta.url).href)};
      const result = acquireLock(${JSON.stringify(state)}, ${JSON.stringify(holder)});
      if (!result.held) process.exit(1);
      process.kill(process.pid, 'SIGKILL');`;
    expect(() =>
      execFileSync(process.execPath, ['--input-type=module', '-e', program], { stdio: 'ignore' }),
    ).toThrow(/SIGKILL|failed/u);
    const after = acquireLock(state, { ...holder, run: 'r2' });
    expect(after.held).toBe(true);
    after.lock?.release();
  });
});

describe('what was appended', () => {
  /** Watches what is told to SQLite about flushing, from the open on. */
  const flushesOf = (act: (journal: ReturnType<typeof openJournal>) => void): readonly string[] => {
    const told = vi.spyOn(DatabaseSync.prototype, 'exec');
    try {
      using journal = openJournal(state);
      act(journal);
      const text = told.mock.calls.map(([sql]) => sql).join('\n');
      return [...text.matchAll(/synchronous = (?<how>\w+)/gu)].map(({ groups }) => groups?.['how'] ?? '');
    } finally {
      told.mockRestore();
    }
  };

  it('is on disk when that returns, unless that is not asked for', () => {
    expect(flushesOf((journal) => journal.append('a', edge))).toEqual(['FULL']);
    expect(flushesOf((journal) => journal.appendAll('a', [edge, edge]))).toEqual(['FULL']);
    expect(flushesOf((journal) => journal.appendAll('a', [edge], false))).toEqual(['FULL', 'NORMAL']);
  });

  it('is on disk again with the next append that asks for it', () => {
    const both = flushesOf((journal) => {
      journal.appendAll('a', [edge], false);
      journal.append('a', edge);
    });
    expect(both).toEqual(['FULL', 'NORMAL', 'FULL']);
  });
});
