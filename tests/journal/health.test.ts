import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pinRunbook } from '../../engine/check/check-runbook.ts';
import { readJournalHealth } from '../../engine/journal/health.ts';
import { openJournal } from '../../engine/journal/journal.ts';
import { openQueue } from '../../engine/journal/queue.ts';
import type { RunEventBody } from '../../engine/model/event.ts';
import { person } from '../lib/principals.ts';
import { mustCheck } from '../lib/runbooks.ts';

let state: string;
beforeEach(() => (state = mkdtempSync('/tmp/nixos-ai-health-')));
afterEach(() => rmSync(state, { recursive: true, force: true }));

const at = (name: string): string => join(state, name);
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
const ended: RunEventBody = { type: 'run-ended', outcome: 'verified', exitCode: 0, message: '' };
const mutation: RunEventBody = {
  type: 'mutation',
  node: 'switch',
  message: '',
  data: { mutation: 'activation', toplevel: '/x' },
};

function stepEnded(node: string, outcome: 'reboot' | 'pending'): RunEventBody {
  const step = { node, phase: 'verify', attempt: 1, outcome, message: '', took: 1 } as const;
  return { type: 'step-ended', ...step } as RunEventBody;
}

function write(run: string, ...bodies: readonly RunEventBody[]): void {
  using journal = openJournal(state, () => new Date('2026-01-01T00:00:00.000Z'));
  for (const body of bodies) journal.append(run, body);
}

/** Changes the file behind the journal's back. */
function tamper(sql: string): void {
  using db = new DatabaseSync(at('journal.db'));
  db.exec(sql);
}

const codes = (): readonly string[] => readJournalHealth(state).findings.map(({ code }) => code);

describe('the health of a journal', () => {
  it('is that of nothing where there is none, and none is made', () => {
    expect(readJournalHealth(state)).toEqual({ rows: 0, last: undefined, findings: [], unfinished: [] });
  });

  it('is good of one that was just begun, and of one with runs', () => {
    openJournal(state).close();
    expect(readJournalHealth(state)).toEqual({ rows: 0, last: undefined, findings: [], unfinished: [] });
    write('a', started, ended);
    expect(readJournalHealth(state)).toEqual({
      rows: 2,
      last: '2026-01-01T00:00:00.000Z',
      findings: [],
      unfinished: [],
    });
  });

  it.each<[string, readonly string[], () => void]>([
    ['a row was altered', ['AUD001'], () => tamper("UPDATE events SET at = '2000' WHERE id = 2")],
    ['a row was removed', ['AUD002'], () => tamper('DELETE FROM events WHERE id = 2')],
    ['its end was cut off', ['AUD003'], () => tamper('DELETE FROM events WHERE id > 2')],
    [
      'what was signed is another row',
      ['AUD001', 'AUD004'],
      () => tamper("UPDATE events SET hash = 'x' WHERE id = 3"),
    ],
    ['no checkpoint is there', ['AUD005'], () => rmSync(at('checkpoint.json'))],
    [
      'the checkpoint was altered',
      ['AUD006'],
      () =>
        writeFileSync(
          at('checkpoint.json'),
          readFileSync(at('checkpoint.json'), 'utf8').replace('"count":3', '"count":4'),
        ),
    ],
    ['no key is there', ['AUD007'], () => rmSync(at('audit-key.pub'))],
    ['others may read the key', ['AUD008'], () => chmodSync(at('audit-key.pem'), 0o640)],
    [
      'others may read the key, and its end was cut off',
      ['AUD008', 'AUD003'],
      () => {
        chmodSync(at('audit-key.pem'), 0o640);
        tamper('DELETE FROM events WHERE id > 2');
      },
    ],
    ['it is no database', ['AUD009'], () => writeFileSync(at('journal.db'), 'x'.repeat(9_000))],
  ])('where %s is told as %j', (_, told, damage) => {
    write('a', started, mutation, ended);
    damage();
    expect(codes()).toEqual(told);
  });

  it.each<[string, readonly RunEventBody[], object | undefined]>([
    [
      'was interrupted before it changed anything',
      [started],
      { at: undefined, touched: false, waits: false },
    ],
    [
      'was interrupted while it changed the host',
      [started, { type: 'step-started', node: 'switch', phase: 'switch', attempt: 1 }, mutation],
      { at: 'switch', touched: true, waits: false },
    ],
    [
      'waits for a reboot',
      [started, mutation, stepEnded('boot', 'reboot')],
      { at: 'boot', touched: true, waits: true },
    ],
    ['waits for an approval', [started, stepEnded('consent', 'pending')], undefined],
    ['has ended', [started, ended], undefined],
  ])('names a run that has not ended, as one that %s', (_, bodies, told) => {
    write('a', ...bodies);
    expect(readJournalHealth(state).unfinished).toEqual(told === undefined ? [] : [{ run: 'a', ...told }]);
  });

  it('does not name a preview that is being made', () => {
    write('a', started);
    write('b', started);
    using queue = openQueue(state);
    queue.enter({ run: 'a', pid: process.pid, since: '2026-01-01T00:00:00.000Z' }, 'look');
    expect(readJournalHealth(state).unfinished.map(({ run }) => run)).toEqual(['b']);
  });

  it('does not name a run whose rows cannot be read: that is a finding', () => {
    write('a', started);
    tamper(`UPDATE events SET payload = '{"mode":1}' WHERE id = 1`);
    expect(readJournalHealth(state)).toMatchObject({ findings: [{ code: 'AUD001' }], unfinished: [] });
  });
});
