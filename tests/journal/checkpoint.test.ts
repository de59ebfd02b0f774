import { spawn } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditExport, auditJournal, type Audit } from '../../engine/journal/audit.ts';
import { renderExportedRow } from '../../engine/journal/export-file.ts';
import { advanceCheckpoint, type JournalEnd } from '../../engine/journal/checkpoint.ts';
import { openJournal } from '../../engine/journal/journal.ts';
import { readRows } from '../../engine/journal/rows.ts';
import { walkChain, type ExportedRow } from '../../engine/journal/walk.ts';
import type { RunEventBody } from '../../engine/model/event.ts';

let state: string;
beforeEach(() => (state = mkdtempSync('/tmp/nixos-ai-audit-')));
afterEach(() => rmSync(state, { recursive: true, force: true }));

const note = (message: string): RunEventBody => ({ type: 'note', node: 'plan', message });
const ended: RunEventBody = { type: 'run-ended', outcome: 'verified', exitCode: 0, message: '' };
const at = (name: string): string => join(state, name);

/** Runs of three rows each, named a, b, c, …; the last row of each run is signed. */
function writeRuns(...runs: readonly string[]): void {
  using journal = openJournal(state);
  for (const run of runs) {
    journal.append(run, note('one'));
    journal.append(run, note('two'));
    journal.append(run, ended);
  }
}

/** Changes the file behind the journal's back. */
function tamper(sql: string): void {
  const db = new DatabaseSync(at('journal.db'));
  db.exec(sql);
  db.close();
}

function editCheckpoint(change: object): void {
  const old: unknown = JSON.parse(readFileSync(at('checkpoint.json'), 'utf8'));
  writeFileSync(at('checkpoint.json'), JSON.stringify({ ...(old as object), ...change }));
}

const codes = (audit: Audit): readonly string[] => audit.findings.map((finding) => finding.code);

describe('the key of a journal', () => {
  it('is made at the first start, for its owner alone, and never again', () => {
    openJournal(state).close();
    const secret = readFileSync(at('audit-key.pem'), 'utf8');
    expect(statSync(at('audit-key.pem')).mode & 0o777).toBe(0o600);
    expect(readFileSync(at('audit-key.pub'), 'utf8')).toContain('BEGIN PUBLIC KEY');
    rmSync(at('checkpoint.json'));
    openJournal(state).close();
    expect(readFileSync(at('audit-key.pem'), 'utf8')).toBe(secret);
  });

  it('is not made for a journal that has rows: that would hide that it was removed', () => {
    writeRuns('a');
    for (const file of ['audit-key.pem', 'audit-key.pub', 'checkpoint.json']) rmSync(at(file));
    writeRuns('b');
    expect(codes(auditJournal(state))).toEqual(['AUD005', 'AUD007', 'AUD007']);
  });
});

describe('an audit of a journal', () => {
  it('finds nothing in one that nobody touched, and says how much it read', () => {
    writeRuns('a', 'b');
    const audit = auditJournal(state);
    expect(audit).toMatchObject({ rows: 6, runs: 2, firstBadRow: null, signed: { id: 6 }, findings: [] });
    expect(audit.key).toMatch(/^[0-9a-f]{64}$/u);
  });

  it('finds nothing in an empty one', () => {
    openJournal(state).close();
    expect(auditJournal(state)).toMatchObject({ rows: 0, signed: { id: 0 }, findings: [] });
  });

  it('finds nothing where the engine died after a row and before its checkpoint', () => {
    writeRuns('a');
    const before = readFileSync(at('checkpoint.json'));
    writeRuns('b');
    writeFileSync(at('checkpoint.json'), before);
    expect(auditJournal(state)).toMatchObject({ rows: 6, signed: { id: 3 }, findings: [] });
    writeRuns('c');
    expect(auditJournal(state)).toMatchObject({ rows: 9, signed: { id: 9 }, findings: [] });
  });

  it('writes nothing', () => {
    writeRuns('a');
    const before = readFileSync(at('journal.db'));
    auditJournal(state);
    expect(readFileSync(at('journal.db'))).toEqual(before);
  });

  it.each([
    ['an altered payload', () => tamper(`UPDATE events SET payload = '{}' WHERE id = 2`), ['AUD001'], 2],
    ['an altered time', () => tamper(`UPDATE events SET at = '2000' WHERE id = 4`), ['AUD001'], 4],
    ['a removed row', () => tamper('DELETE FROM events WHERE id = 3'), ['AUD002'], 4],
    ['a removed beginning', () => tamper('DELETE FROM events WHERE id < 3'), ['AUD002'], 3],
    ['a removed end', () => tamper('DELETE FROM events WHERE id > 4'), ['AUD003'], undefined],
    ['no row left', () => tamper('DELETE FROM events'), ['AUD003'], undefined],
    ['a forged checkpoint', () => editCheckpoint({ id: 2, count: 2 }), ['AUD006'], undefined],
    ['a checkpoint that is no JSON', () => writeFileSync(at('checkpoint.json'), '{'), ['AUD005'], undefined],
    ['no checkpoint', () => rmSync(at('checkpoint.json')), ['AUD005'], undefined],
    ['no public key', () => rmSync(at('audit-key.pub')), ['AUD007', 'AUD007'], undefined],
    ['no signing key', () => rmSync(at('audit-key.pem')), ['AUD007'], undefined],
    ['a readable key', () => chmodSync(at('audit-key.pem'), 0o644), ['AUD008'], undefined],
    [
      'a journal that is none',
      () => writeFileSync(at('journal.db'), 'text'.repeat(999)),
      ['AUD009'],
      undefined,
    ],
  ])('finds %s', (_what, act, found, row) => {
    writeRuns('a', 'b');
    expect(codes(auditJournal(state))).toEqual([]);
    act();
    const audit = auditJournal(state);
    expect(codes(audit)).toEqual(found);
    expect(audit.firstBadRow?.id).toBe(row);
  });

  it('finds that an older copy was put in place of the journal, also after further runs', () => {
    writeRuns('a');
    copyFileSync(at('journal.db'), at('older.db'));
    writeRuns('b', 'c');
    rmSync(at('journal.db-wal'), { force: true });
    rmSync(at('journal.db-shm'), { force: true });
    copyFileSync(at('older.db'), at('journal.db'));
    expect(codes(auditJournal(state))).toEqual(['AUD003']);
    writeRuns('d', 'e', 'f');
    expect(codes(auditJournal(state))).toEqual(['AUD004']);
  });

  it('finds that the signer and the public key were both replaced, by a copy of the key kept elsewhere', () => {
    writeRuns('a', 'b');
    copyFileSync(at('audit-key.pub'), at('kept.pub'));
    tamper('DELETE FROM events WHERE id > 3');
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    writeFileSync(at('audit-key.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
    writeFileSync(at('audit-key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const db = new DatabaseSync(at('journal.db'));
    const hash = String(db.prepare('SELECT hash FROM events WHERE id = 3').get()?.['hash']);
    db.close();
    const now = '2026-01-01T00:00:00.000Z';
    const bytes = Buffer.from(JSON.stringify(['nixos-ai journal checkpoint', 1, 3, hash, 3, now]));
    const signature = sign(null, bytes, privateKey).toString('base64');
    writeFileSync(at('checkpoint.json'), JSON.stringify({ id: 3, hash, count: 3, at: now, signature }));
    expect(codes(auditJournal(state))).toEqual([]);
    expect(codes(auditJournal(state, { key: at('kept.pub') }))).toEqual(['AUD006']);
  });

  it('finds that there are not as many rows as were signed, though the last is the one that was', () => {
    writeRuns('a', 'b');
    const {
      id,
      hash,
      at: time,
    } = JSON.parse(readFileSync(at('checkpoint.json'), 'utf8')) as {
      readonly id: number;
      readonly hash: string;
      readonly at: string;
    };
    const resign = (count: number): void => {
      const bytes = Buffer.from(JSON.stringify(['nixos-ai journal checkpoint', 1, id, hash, count, time]));
      const signature = sign(null, bytes, readFileSync(at('audit-key.pem'))).toString('base64');
      editCheckpoint({ count, signature, machines: undefined });
    };
    resign(6);
    expect(codes(auditJournal(state))).toEqual([]);
    resign(7);
    expect(codes(auditJournal(state))).toEqual(['AUD004']);
  });

  it('finds that the whole directory was replaced by an older copy, by a checkpoint kept elsewhere', () => {
    writeRuns('a', 'b');
    copyFileSync(at('checkpoint.json'), at('kept.json'));
    const key = readFileSync(at('audit-key.pem'));
    for (const file of ['journal.db', 'checkpoint.json']) rmSync(at(file));
    writeRuns('a');
    expect(readFileSync(at('audit-key.pem'))).toEqual(key);
    expect(codes(auditJournal(state))).toEqual([]);
    expect(codes(auditJournal(state, { checkpoint: at('kept.json') }))).toEqual(['AUD003']);
  });

  it('finds nothing after many processes wrote at once', async () => {
    const program = `
      import { openJournal } from ${JSON.stringify(new URL('../../engine/journal/journal.ts', import.meta.url).href)};
      using journal = openJournal(${JSON.stringify(state)});
      for (let n = 0; n < 20; n += 1)
        journal.append('run-' + process.pid + '-' + n, { type: 'run-ended', outcome: 'verified', exitCode: 0, message: '' });`;
    const writers = [1, 2, 3, 4].map(async () => {
      const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
        stdio: 'inherit',
      });
      const [code] = (await once(child, 'close')) as [number | null];
      expect(code).toBe(0);
    });
    await Promise.all(writers);
    expect(auditJournal(state)).toMatchObject({ rows: 80, runs: 80, signed: { id: 80 }, findings: [] });
  });
});

describe('a changed bit', () => {
  const COLUMNS = ['id', 'run', 'seq', 'at', 'type', 'payload', 'hash'] as const;
  const ROWS = 5;

  /** Flips one bit of what a column stores; false where the table refuses such a row. */
  function flip(db: DatabaseSync, id: number, column: (typeof COLUMNS)[number], place: number): boolean {
    const select = db.prepare(`SELECT ${column} AS value FROM events WHERE id = ?`);
    select.setReadBigInts(true);
    const value = select.get(id)?.['value'];
    try {
      if (typeof value === 'bigint') {
        const changed = BigInt.asIntN(64, value ^ (1n << BigInt(place % 64)));
        db.prepare(`UPDATE events SET ${column} = ? WHERE id = ?`).run(changed, id);
      } else {
        const bytes = Buffer.from(String(value));
        const index = Math.floor(place / 8) % bytes.length;
        bytes[index] = (bytes[index] ?? 0) ^ (1 << (place % 8));
        db.prepare(`UPDATE events SET ${column} = CAST(? AS TEXT) WHERE id = ?`).run(bytes, id);
      }
      return true;
    } catch (error) {
      // Two rows of one id, or of one number in their run, cannot be made.
      if (error instanceof Error && error.message.includes('UNIQUE')) return false;
      throw error;
    }
  }

  function firstOutOfOrder(db: DatabaseSync): number | undefined {
    const ids = [...readRows(db, {})].map((row) => row.id);
    return ids.find((id, index) => id !== index + 1);
  }

  it('is found in any column of any row, and the first row that is wrong is named', () => {
    using journal = openJournal(state);
    for (let row = 1; row < ROWS; row += 1) journal.append('run', note(`ä message ${row}`));
    journal.append('run', ended);
    const db = new DatabaseSync(at('journal.db'));
    let flipped = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: ROWS }),
        fc.constantFrom(...COLUMNS),
        fc.nat({ max: 4000 }),
        (id, column, place) => {
          db.exec('BEGIN');
          const done = flip(db, id, column, place);
          const { broken } = walkChain(readRows(db, {}));
          const expected = column === 'id' ? firstOutOfOrder(db) : id;
          db.exec('ROLLBACK');
          expect(broken?.id).toBe(done ? expected : undefined);
          if (done) flipped += 1;
        },
      ),
      { numRuns: 1500 },
    );
    db.close();
    expect(flipped).toBeGreaterThan(1400);
    expect(auditJournal(state).findings).toEqual([]);
  });
});

describe('an audit of an export', () => {
  const write = (rows: readonly ExportedRow[]): string => {
    writeFileSync(at('export.jsonl'), rows.map(renderExportedRow).join(''));
    return at('export.jsonl');
  };
  const exported = (): readonly ExportedRow[] => {
    writeRuns('a', 'b');
    using journal = openJournal(state);
    return [...journal.rows()];
  };
  const without = (rows: readonly ExportedRow[], id: number) => rows.filter((row) => row.id !== id);
  const signed = () => ({ key: at('audit-key.pub'), checkpoint: at('checkpoint.json') });

  it('needs nothing but the file for the chain, and key and checkpoint for its end', () => {
    const rows = exported();
    expect(auditExport(write(rows), {}, false)).toMatchObject({
      rows: 6,
      runs: 2,
      signed: null,
      findings: [],
    });
    expect(auditExport(write(rows), signed(), false)).toMatchObject({ signed: { id: 6 }, findings: [] });
    const shorter = write(rows.slice(0, 5));
    expect(codes(auditExport(shorter, {}, false))).toEqual([]);
    expect(codes(auditExport(shorter, signed(), false))).toEqual(['AUD003']);
  });

  it('finds altered and missing rows, lines that are none, and a checkpoint without a key', () => {
    const rows = exported();
    const altered = rows.map((row) => (row.id === 4 ? { ...row, payload: '{}' } : row));
    expect(auditExport(write(altered), {}, false)).toMatchObject({ firstBadRow: { id: 4, what: 'altered' } });
    expect(auditExport(write(without(rows, 2)), {}, false)).toMatchObject({
      firstBadRow: { id: 3, what: 'missing-before' },
    });
    expect(codes(auditExport(write(rows), { checkpoint: at('checkpoint.json') }, false))).toEqual(['AUD007']);
    writeFileSync(at('export.jsonl'), '{"id":1}\n');
    expect(codes(auditExport(at('export.jsonl'), {}, false))).toEqual(['AUD009']);
  });

  it('finds an altered row of a part, but not that rows were left out', () => {
    const rows = exported().filter((row) => row.run === 'b');
    expect(codes(auditExport(write(rows), {}, false))).toEqual(['AUD002']);
    expect(codes(auditExport(write(rows), signed(), true))).toEqual([]);
    expect(codes(auditExport(write(without(rows, 5)), signed(), true))).toEqual([]);
    const altered = rows.map((row) => (row.id === 6 ? { ...row, at: '' } : row));
    expect(auditExport(write(altered), {}, true)).toMatchObject({ firstBadRow: { id: 6, what: 'altered' } });
  });
});

describe('a checkpoint', () => {
  const AT = new Date('2026-01-01T00:00:00Z');
  const tailOf = (has: boolean): JournalEnd => ({
    last: { id: 9, hash: 'f'.repeat(64) },
    has: () => has,
    countAfter: () => 6,
  });

  it('is signed over what fulfils the one before, and over nothing else', () => {
    writeRuns('a');
    const before = readFileSync(at('checkpoint.json'), 'utf8');
    expect(advanceCheckpoint(state, tailOf(false), AT)).toBe(false);
    expect(readFileSync(at('checkpoint.json'), 'utf8')).toBe(before);
    expect(advanceCheckpoint(state, tailOf(true), AT)).toBe(true);
    expect(JSON.parse(readFileSync(at('checkpoint.json'), 'utf8'))).toMatchObject({ id: 9, count: 9 });
  });

  it('is not signed over one that somebody else wrote', () => {
    writeRuns('a');
    editCheckpoint({ count: 1 });
    expect(advanceCheckpoint(state, tailOf(true), AT)).toBe(false);
  });
});
