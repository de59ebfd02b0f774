import type { OptionIndex } from '../../model/options/option-index.ts';
import type { OptionDeclaration, PackageDeclaration } from '../../model/options/option.ts';
import { buildOptionIndex } from '../../nix/options/build-index.ts';
import { rankOptions, rankPackages, type Found } from '../../nix/options/search.ts';
import { openIndexDb, type IndexDb, type IndexRow, type StoredIndex } from './index-db.ts';

/** The options and packages of one host: an index by path for the gate, and a search by words for people. */
export interface OptionCatalog {
  readonly index: OptionIndex;
  /** Made from what the host was before: the host may have other options by now. */
  readonly stale: boolean;
  /** Options with all words of a query, best first. */
  searchOptions(query: string, limit: number): readonly OptionDeclaration[];
  searchPackages(query: string, limit: number): readonly PackageDeclaration[];
}

/** A catalogue of what is stored under a key. */
export function storedCatalog(db: IndexDb, key: string, stored: StoredIndex, stale: boolean): OptionCatalog {
  return catalog(() => db, key, stored, stale);
}

/**
 * A catalogue of lists that belong to no host, for as long as the program runs.
 *
 * @example
 * listCatalog({ options, packages: [] }).searchOptions('bluetooth', 1)[0]?.name   // 'hardware.bluetooth.enable'
 */
export function listCatalog(stored: StoredIndex): OptionCatalog {
  // Most of what is asked of a list needs no search.
  let db: IndexDb | undefined;
  const searchable = (): IndexDb => {
    if (db !== undefined) return db;
    db = openIndexDb();
    db.write('list', stored);
    return db;
  };
  return catalog(searchable, 'list', stored, false);
}

function catalog(db: () => IndexDb, key: string, stored: StoredIndex, stale: boolean): OptionCatalog {
  const index = buildOptionIndex(stored.options, stored.packages);
  return {
    index,
    stale,
    searchOptions: (query, limit) =>
      rankOptions(itemsAt(stored.options, db().searchOptions(key, query)), query, limit),
    searchPackages: (query, limit) =>
      rankPackages(itemsAt(stored.packages, db().searchPackages(key, query)), query, limit),
  };
}

function itemsAt<T>(list: readonly T[], found: readonly Found<IndexRow>[]): Found<T>[] {
  return found.flatMap(({ item, rank }) => {
    const entry = list[item];
    return entry === undefined ? [] : [{ item: entry, rank }];
  });
}
