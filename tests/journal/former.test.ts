import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { auditExport } from '../../engine/journal/audit.ts';
import { foldRun } from '../../engine/journal/fold.ts';
import { openJournal } from '../../engine/journal/journal.ts';
import type { ExportedRow } from '../../engine/journal/walk.ts';
import { nameOfPrincipal } from '../../engine/model/principal.ts';
import { renderStory } from '../../engine/report/run/story.ts';
import { plain } from '../../engine/report/text/paint.ts';

/*
 * What an engine wrote before principals and typed events: `nixos-ai audit export` of it, and what `nixos-ai show` of it
 * said of four runs.
 */
const EXPORT = 'tests/data/journals/before-principals.jsonl';
const STORIES = 'tests/data/journals/before-principals.stories.txt';
const rows = readFileSync(EXPORT, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as ExportedRow);
const [ASKED, CHANGED, TAKEN_BACK, NIGHTLY] = [
  '20261130-093133-570f',
  '20261130-093136-d452',
  '20261130-093202-de83',
  '20261130-093212-ebd4',
] as const;

let state: string;
beforeEach(() => {
  state = mkdtempSync('/tmp/nixos-ai-former-');
  openJournal(state).close();
  const db = new DatabaseSync(join(state, 'journal.db'));
  const insert = db.prepare(
    'INSERT INTO events (id, run, seq, at, type, payload, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  for (const { id, run, seq, at, type, payload, hash } of rows)
    insert.run(id, run, seq, at, type, payload, hash);
  db.close();
});
afterEach(() => rmSync(state, { recursive: true }));

it('keeps its bytes and its chain when it is read and written on', () => {
  expect(auditExport(EXPORT, {}, false).findings).toEqual([]);
  using journal = openJournal(state);
  journal.runs().forEach(({ run }) => journal.events(run));
  journal.append(CHANGED, { type: 'note', node: 'plan', message: 'of today' });
  expect(journal.firstBrokenRow()).toBeUndefined();
  expect([...journal.rows()].slice(0, -1)).toEqual(rows);
});

it.each([
  [ASKED, 'alice', 'person'],
  [CHANGED, 'alice', 'person'],
  [NIGHTLY, 'schedule:nightly', 'job'],
])('has run %s of %s', (run, name, kind) => {
  using journal = openJournal(state);
  const started = journal.runs(1, run)[0]?.started;
  expect(started?.by).toMatchObject({ kind, door: 'unrecorded', known: 'unrecorded' });
  expect(started === undefined ? '' : nameOfPrincipal(started.by)).toBe(name);
});

it('has the approvals of its plans', () => {
  using journal = openJournal(state);
  const hash = foldRun(journal.events(CHANGED))?.dryBuild?.preview.planHash ?? '';
  const bob = { kind: 'person', name: 'bob', door: 'unrecorded', known: 'unrecorded', groups: [] };
  expect(journal.approvals(hash)).toMatchObject([{ by: bob }]);
  expect(foldRun(journal.events(CHANGED))?.consent?.by).toEqual(bob);
});

it.each([CHANGED, TAKEN_BACK])('has the mutations of run %s, which were notes', (run) => {
  using journal = openJournal(state);
  const events = journal.events(run);
  const mutations = foldRun(events)?.mutations ?? [];
  expect(mutations.map(({ mutation }) => mutation)).toEqual(['files', 'activation', 'profile']);
  expect(events.filter(({ type }) => type === 'note')).toHaveLength(1);
});

it('tells the same story of each run', () => {
  using journal = openJournal(state);
  const stories = [ASKED, CHANGED, TAKEN_BACK, NIGHTLY].map((run) => renderStory(journal.events(run), plain));
  expect(stories.map((story) => `${story}\n\n`).join('')).toBe(readFileSync(STORIES, 'utf8'));
});
