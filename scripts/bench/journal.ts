import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openJournal } from '../../engine/journal/journal.ts';
import { asRate, inTurn, type Benchmark } from './measure.ts';
import { measureRedaction } from './redact.ts';

const APPENDS = 300;

/** Durable appends of the hash-chained journal, against the same rows in a plain table with the same durability. */
export const journal: Benchmark = {
  name: 'journal',
  measure: async () => {
    const state = mkdtempSync('/tmp/nixos-ai-bench-');
    const ours = openJournal(join(state, 'ours'));
    const raw = new DatabaseSync(join(state, 'raw.db'));
    raw.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    raw.exec('CREATE TABLE events (run TEXT, seq INTEGER, at TEXT, type TEXT, payload TEXT) STRICT');
    const insert = raw.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?)');
    const payload = { node: 'switch', message: 'writing configuration.nix' };
    try {
      const times = await inTurn(
        'journal: durable appends a second / raw SQLite',
        () => {
          for (let n = 0; n < APPENDS; n += 1) ours.append('run', { type: 'note', ...payload });
        },
        () => {
          for (let n = 0; n < APPENDS; n += 1) {
            insert.run('run', n, new Date().toISOString(), 'note', JSON.stringify(payload));
          }
        },
        7,
      );
      return [asRate(times, APPENDS, 'appends/s'), await measureRedaction()];
    } finally {
      ours.close();
      raw.close();
      rmSync(state, { recursive: true });
    }
  },
};
