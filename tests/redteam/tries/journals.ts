import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { auditJournal } from '../../../engine/journal/audit.ts';
import { chainHash } from '../../../engine/journal/chain.ts';
import { openJournal } from '../../../engine/journal/journal.ts';
import { EVE } from '../../lib/raced.ts';
import { ifSo, inScratch, triesOf, type Try } from './try.ts';

const FOUND = 'the audit finds it';

function writeRuns(state: string, ...runs: readonly string[]): void {
  using journal = openJournal(state);
  for (const run of runs) {
    journal.append(run, { type: 'note', node: 'plan', message: 'one' });
    journal.append(run, { type: 'note', node: 'plan', message: 'two' });
    journal.append(run, { type: 'run-ended', outcome: 'verified', exitCode: 0, message: '' });
  }
}

function tamper(state: string, sql: string): void {
  const db = new DatabaseSync(join(state, 'journal.db'));
  db.exec(sql);
  db.close();
}

/** Every row with a hash that is right again. */
function rehash(state: string): void {
  const db = new DatabaseSync(join(state, 'journal.db'));
  const update = db.prepare('UPDATE events SET hash = ? WHERE id = ?');
  let previous = '0'.repeat(64);
  for (const row of db.prepare('SELECT * FROM events ORDER BY id').all()) {
    const { run, seq, at, type, payload } = row;
    previous = chainHash(previous, {
      run: String(run),
      seq: Number(seq),
      at: String(at),
      type: String(type),
      payload: String(payload),
    });
    update.run(previous, Number(row['id']));
  }
  db.close();
}

/** What somebody who came by the state directory does with it. */
const WAYS: readonly (readonly [
  what: string,
  act: (state: string, base: string) => void,
  mended?: string,
])[] = [
  ['a row that is changed', (state) => tamper(state, `UPDATE events SET payload = '{}' WHERE id = 2`)],
  [
    'the time of a row',
    (state) => tamper(state, `UPDATE events SET at = '2020-01-01T00:00:00.000Z' WHERE id = 2`),
  ],
  ['the run of a row', (state) => tamper(state, `UPDATE events SET run = 'z' WHERE id = 2`)],
  ['a row in the middle that is gone', (state) => tamper(state, 'DELETE FROM events WHERE id = 3')],
  ['the end that is gone', (state) => tamper(state, 'DELETE FROM events WHERE id > 4')],
  ['all rows that are gone', (state) => tamper(state, 'DELETE FROM events')],
  [
    'a changed row, with all hashes right again',
    (state) => {
      tamper(state, `UPDATE events SET payload = '{}' WHERE id = 2`);
      rehash(state);
    },
  ],
  [
    'a row that is gone, with all numbers and hashes right again',
    (state) => {
      tamper(state, 'DELETE FROM events WHERE id = 3; UPDATE events SET id = id - 1 WHERE id > 3');
      rehash(state);
    },
  ],
  [
    'a row before the first',
    (state) =>
      tamper(state, `INSERT INTO events SELECT -1, 'y', 1, at, type, payload, hash FROM events WHERE id = 1`),
  ],
  [
    'two rows that are exchanged',
    (state) =>
      tamper(
        state,
        'UPDATE events SET id = 100 WHERE id = 2; UPDATE events SET id = 2 WHERE id = 3; UPDATE events SET id = 3 WHERE id = 100',
      ),
  ],
  [
    'the table in a view that hides rows',
    (state) =>
      tamper(
        state,
        'ALTER TABLE events RENAME TO kept; CREATE VIEW events AS SELECT * FROM kept WHERE id < 4',
      ),
  ],
  [
    'the journal of another host',
    (state, base) => {
      const other = join(base, 'other');
      mkdirSync(other);
      writeRuns(other, 'x', 'y');
      for (const end of ['', '-wal', '-shm']) rmSync(join(state, `journal.db${end}`), { force: true });
      copyFileSync(join(other, 'journal.db'), join(state, 'journal.db'));
    },
  ],
  [
    'the checkpoint of an earlier time, and its journal cut there',
    (state) => {
      const checkpoint = readFileSync(join(state, 'checkpoint.json'), 'utf8');
      const { id } = JSON.parse(checkpoint) as { id: number };
      writeFileSync(join(state, 'checkpoint.json'), checkpoint.replace(`"id":${id}`, '"id":3'));
      tamper(state, 'DELETE FROM events WHERE id > 3');
    },
  ],
  ['the checkpoint that is gone', (state) => rmSync(join(state, 'checkpoint.json'))],
  [
    'a checkpoint that is a directory',
    (state) => {
      rmSync(join(state, 'checkpoint.json'));
      mkdirSync(join(state, 'checkpoint.json'));
    },
    'it is a finding, where it ended the program',
  ],
  ['a checkpoint that is no JSON', (state) => writeFileSync(join(state, 'checkpoint.json'), 'x')],
  [
    'the key that is another',
    (state, base) => {
      mkdirSync(join(base, 'other'));
      writeRuns(join(base, 'other'), 'x');
      copyFileSync(join(base, 'other/audit-key.pem'), join(state, 'audit-key.pem'));
    },
  ],
  [
    'the public key that is another',
    (state, base) => {
      mkdirSync(join(base, 'other'));
      writeRuns(join(base, 'other'), 'x');
      copyFileSync(join(base, 'other/audit-key.pub'), join(state, 'audit-key.pub'));
    },
  ],
  ['the key that others may read', (state) => chmodSync(join(state, 'audit-key.pem'), 0o644)],
  ['the journal of another user', (state) => chownSync(join(state, 'journal.db'), EVE, EVE)],
  [
    'the log of the journal that a group may write to',
    (state) => {
      writeFileSync(join(state, 'journal.db-wal'), '', { flag: 'a' });
      chmodSync(join(state, 'journal.db-wal'), 0o660);
    },
  ],
  [
    'the journal in a directory of another user',
    (state, base) => {
      mkdirSync(join(base, 'eve'));
      chownSync(join(base, 'eve'), EVE, EVE);
      renameSync(join(state, 'journal.db'), join(base, 'eve/journal.db'));
      symlinkSync(join(base, 'eve/journal.db'), join(state, 'journal.db'));
    },
  ],
  [
    'a journal that is text',
    (state) => {
      for (const end of ['', '-wal', '-shm']) rmSync(join(state, `journal.db${end}`), { force: true });
      writeFileSync(join(state, 'journal.db'), 'no database at all');
    },
  ],
  [
    'a journal that is cut in the middle of a page',
    (state) => {
      const file = join(state, 'journal.db');
      writeFileSync(file, readFileSync(file).subarray(0, 5_000));
    },
  ],
];

export const JOURNALS: readonly Try[] = triesOf(
  'journals',
  FOUND,
  WAYS.map(([what, act, mended]) => ({
    tried: what,
    ...(mended === undefined ? {} : { mended }),
    play: async () =>
      inScratch((base) => {
        const state = join(base, 'state');
        mkdirSync(state, { mode: 0o700 });
        writeRuns(state, 'a', 'b');
        if (auditJournal(state).findings.length > 0) return 'it was not whole before';
        act(state, base);
        const codes = auditJournal(state).findings.map(({ code }) => code);
        return ifSo(codes.length > 0, FOUND, codes);
      }),
  })),
);
