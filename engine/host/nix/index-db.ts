import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { OptionDeclaration, PackageDeclaration } from '../../model/options/option.ts';
import type { Found } from '../../nix/options/search.ts';
import type { ToldModule } from './module-places.ts';
import { nameWords, searchWords } from '../../nix/options/search.ts';
import { nearestWords } from '../../nix/spelling.ts';

/** What one evaluation of a host's module set and package set tells. */
export interface StoredIndex {
  readonly options: readonly OptionDeclaration[];
  readonly packages: readonly PackageDeclaration[];
  /** Modules of the host; absent where they could not be told. */
  readonly modules?: readonly ToldModule[];
}

/** Where in the stored lists something was found. */
export type IndexRow = number;

/** Indexes of one host by what they were made from, with a full-text search over each. */
export interface IndexDb {
  read(key: string): StoredIndex | undefined;
  /** The key that was written last. */
  newest(): string | undefined;
  /** In one transaction: a crash in the middle leaves what was there. Keeps the last few. */
  write(key: string, index: StoredIndex): void;
  searchOptions(key: string, query: string): readonly Found<IndexRow>[];
  searchPackages(key: string, query: string): readonly Found<IndexRow>[];
  /** Takes on the making of an index; false while another living process makes one. */
  claim(pid: number, isAlive: (pid: number) => boolean): boolean;
  release(pid: number): void;
  close(): void;
}

/** A host alternates between few package sets: before and after an upgrade, and one to compare. */
const KEPT = 3;
const VERSION = 2;
/** Other processes hold the file for as long as they write an index: some hundred milliseconds. */
const BUSY_MS = 15_000;
/** Found by their words; the ranking by name looks at no more. */
const MOST_FOUND = 500;

/**
 * Opens the indexes of a host in its state directory, or none but in memory. It holds nothing that cannot be made
 * again: a file that is damaged, or of another version, is begun anew.
 */
export function openIndexDb(directory?: string): IndexDb {
  if (directory === undefined) return indexDb(prepare(new DatabaseSync(':memory:')));
  const file = join(directory, 'index.db');
  try {
    return indexDb(prepare(new DatabaseSync(file)));
  } catch (error) {
    if (!isDamage(error)) throw error;
    for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, { force: true });
    return indexDb(prepare(new DatabaseSync(file)));
  }
}

class OtherVersion extends Error {}

// SQLite: the file is corrupt (11) or no database at all (26).
function isDamage(error: unknown): boolean {
  if (error instanceof OtherVersion) return true;
  return error instanceof Error && 'errcode' in error && (error.errcode === 11 || error.errcode === 26);
}

function prepare(db: DatabaseSync): DatabaseSync {
  try {
    db.exec(`PRAGMA busy_timeout = ${BUSY_MS}; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL`);
    const version = db.prepare('PRAGMA user_version').get()?.['user_version'];
    if (version === VERSION) return db;
    if (version !== 0) throw new OtherVersion(`version ${String(version)}`);
    db.exec(`BEGIN IMMEDIATE;
      CREATE TABLE IF NOT EXISTS made (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL UNIQUE,
        options TEXT NOT NULL,
        packages TEXT NOT NULL,
        modules TEXT NOT NULL
      ) STRICT;
      CREATE TABLE IF NOT EXISTS making (pid INTEGER NOT NULL) STRICT;
      PRAGMA user_version = ${VERSION};
      COMMIT`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function indexDb(db: DatabaseSync): IndexDb {
  const idOf = (key: string): number | undefined => {
    const id = db.prepare('SELECT id FROM made WHERE key = ?').get(key)?.['id'];
    return typeof id === 'number' ? id : undefined;
  };
  const search = (table: string, key: string, query: string): readonly Found<IndexRow>[] => {
    const id = idOf(key);
    const words = searchWords(query);
    return id === undefined || words.length === 0 ? [] : findWords(db, `${table}_${id}`, words);
  };
  return {
    read: (key) => readIndex(db, key),
    newest: () => {
      const key = db.prepare('SELECT key FROM made ORDER BY id DESC LIMIT 1').get()?.['key'];
      return typeof key === 'string' ? key : undefined;
    },
    write: (key, index) => inTransaction(db, () => writeIndex(db, key, index)),
    searchOptions: (key, query) => search('option_words', key, query),
    searchPackages: (key, query) => search('package_words', key, query),
    claim: (pid, isAlive) =>
      inTransaction(db, () => {
        const holders = db
          .prepare('SELECT pid FROM making')
          .all()
          .map((row) => Number(row['pid']));
        if (holders.some((holder) => holder !== pid && isAlive(holder))) return false;
        db.exec('DELETE FROM making');
        db.prepare('INSERT INTO making (pid) VALUES (?)').run(pid);
        return true;
      }),
    release: (pid) => void db.prepare('DELETE FROM making WHERE pid = ?').run(pid),
    close: () => db.close(),
  };
}

function inTransaction<T>(db: DatabaseSync, act: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = act();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

function readIndex(db: DatabaseSync, key: string): StoredIndex | undefined {
  const row = db.prepare('SELECT options, packages, modules FROM made WHERE key = ?').get(key);
  if (row === undefined) return undefined;
  // Written by writeIndex, and nobody else writes here.
  const modules = JSON.parse(String(row['modules'])) as readonly ToldModule[] | null;
  return {
    options: JSON.parse(String(row['options'])) as readonly OptionDeclaration[],
    packages: JSON.parse(String(row['packages'])) as readonly PackageDeclaration[],
    ...(modules === null ? {} : { modules }),
  };
}

/** Tables of words for each index: to forget one is to drop its tables, and no search looks at another's rows. */
function writeIndex(db: DatabaseSync, key: string, index: StoredIndex): void {
  forget(db, db.prepare('SELECT id FROM made WHERE key = ?').all(key));
  const added = db
    .prepare('INSERT INTO made (key, options, packages, modules) VALUES (?, ?, ?, ?)')
    .run(
      key,
      JSON.stringify(index.options),
      JSON.stringify(index.packages),
      JSON.stringify(index.modules ?? null),
    );
  const id = Number(added.lastInsertRowid);
  writeWords(
    db,
    `option_words_${id}`,
    index.options.map((option) => [nameWords(option.name), option.description ?? '', option.type]),
  );
  writeWords(
    db,
    `package_words_${id}`,
    index.packages.map((entry) => [
      `${nameWords(entry.attr)} ${nameWords(entry.name)}`,
      entry.description ?? '',
      '',
    ]),
  );
  forget(db, db.prepare(`SELECT id FROM made ORDER BY id DESC LIMIT -1 OFFSET ${KEPT}`).all());
}

function forget(db: DatabaseSync, rows: readonly Readonly<Record<string, unknown>>[]): void {
  for (const row of rows) {
    const id = Number(row['id']);
    db.exec(`DROP TABLE IF EXISTS option_words_${id}; DROP TABLE IF EXISTS package_words_${id}`);
    db.prepare('DELETE FROM made WHERE id = ?').run(id);
  }
}

// The texts themselves are in the lists; a table of words needs none of its own.
const WORDS = "fts5(name, description, type, content='', tokenize='porter unicode61')";

function writeWords(
  db: DatabaseSync,
  table: string,
  rows: readonly (readonly [string, string, string])[],
): void {
  db.exec(`CREATE VIRTUAL TABLE ${table} USING ${WORDS}`);
  const insert = db.prepare(`INSERT INTO ${table} (rowid, name, description, type) VALUES (?, ?, ?, ?)`);
  rows.forEach((row, place) => insert.run(place, ...row));
}

/** Rows with every word; where there are none, rows with some. */
function findWords(db: DatabaseSync, table: string, words: readonly string[]): readonly Found<IndexRow>[] {
  const terms = termsOf(db, table);
  const wanted = words.map((word) => matchOf(word, terms));
  const found = matching(db, table, wanted.join(' AND '));
  return found.length > 0 || words.length === 1 ? found : matching(db, table, wanted.join(' OR '));
}

function matching(db: DatabaseSync, table: string, match: string): readonly Found<IndexRow>[] {
  return db
    .prepare(
      `SELECT rowid AS place, bm25(${table}, 10, 1, 0.5) AS rank FROM ${table} WHERE ${table} MATCH ?
       ORDER BY rank LIMIT ${MOST_FOUND}`,
    )
    .all(match)
    .map((row) => ({ item: Number(row['place']), rank: Number(row['rank']) }));
}

/** Words of names that a short word is in, beyond those that begin with it: more are no help. */
const MOST_AROUND = 24;

/** A word, the beginning of one, a part of one in a name (`ssh` of `openssh`); else the nearest that there are. */
function matchOf(word: string, terms: readonly string[]): string {
  const exact = `"${word}"${word.length > 2 ? '*' : ''}`;
  const around = word.length > 2 ? terms.filter((term) => term.includes(word)) : [];
  const near = around.length > 0 || word.length <= 3 ? [] : nearestWords(word, terms, 2);
  return `(${[exact, ...[...around, ...near].slice(0, MOST_AROUND).map((term) => `"${term}"`)].join(' OR ')})`;
}

const known = new WeakMap<DatabaseSync, Map<string, readonly string[]>>();

/** The words of all names of a table, as the search has them. */
function termsOf(db: DatabaseSync, table: string): readonly string[] {
  const tables = known.get(db) ?? new Map<string, readonly string[]>();
  known.set(db, tables);
  const read = tables.get(table) ?? readTerms(db, table);
  tables.set(table, read);
  return read;
}

function readTerms(db: DatabaseSync, table: string): readonly string[] {
  db.exec(`CREATE VIRTUAL TABLE IF NOT EXISTS temp.${table}_terms USING fts5vocab(main, ${table}, col)`);
  return db
    .prepare(`SELECT term FROM temp.${table}_terms WHERE col = 'name'`)
    .all()
    .map((row) => String(row['term']));
}
