import { readFileSync } from 'node:fs';
import { checkEdits } from '../../engine/check/options.ts';
import { listCatalog } from '../../engine/host/nix/option-catalog.ts';
import { openIndexDb } from '../../engine/host/nix/index-db.ts';
import { splitOptionPath, type OptionDeclaration } from '../../engine/model/options/option.ts';
import { buildOptionIndex } from '../../engine/nix/options/build-index.ts';
import { parseOptionList } from '../../engine/nix/options/list.ts';
import { inTurn, type Benchmark, type Result } from './measure.ts';
import { measureNames } from './names.ts';

const LIST = new URL('../../tests/data/nixos-20.09-options.jsonl', import.meta.url);
const QUERIES = 400;

/**
 * The 9,280 options of NixOS 20.09: loading them from the store and making them searchable by path, against parsing the
 * same data and nothing else; searching them by words, against looking at each in turn; and judging an edit.
 */
export const options: Benchmark = {
  name: 'options',
  measure: async () => {
    const read = parseOptionList(readFileSync(LIST, 'utf8'));
    if (!read.ok) throw new Error(read.findings[0]?.message);
    return [
      await store(read.value),
      await load(read.value),
      ...(await search(read.value)),
      await gate(read.value),
      ...(await measureNames()),
    ];
  },
};

/** Everything that follows an evaluation. */
async function store(all: readonly OptionDeclaration[]): Promise<Result> {
  const text = JSON.stringify(all);
  return inTurn(
    'options: store with full text / JSON.parse',
    (round) => {
      const db = openIndexDb();
      db.write(String(round), { options: all, packages: [] });
      db.close();
    },
    () => JSON.parse(text) as unknown,
    9,
  );
}

/** What every command that needs the options does first. */
async function load(all: readonly OptionDeclaration[]): Promise<Result> {
  const text = JSON.stringify(all);
  const db = openIndexDb();
  db.write('key', { options: all, packages: [] });
  const result = await inTurn(
    'options: load and build the index / JSON.parse',
    () => buildOptionIndex(db.read('key')?.options ?? [], []),
    () => JSON.parse(text) as unknown,
    15,
  );
  db.close();
  return result;
}

async function search(all: readonly OptionDeclaration[]): Promise<readonly Result[]> {
  const catalog = listCatalog({ options: all, packages: [] });
  const every = Math.floor(all.length / QUERIES);
  const queries = all.filter((_, place) => place % every === 0).map(wordsFor);
  const ours = timesOf(queries, (query) => catalog.searchOptions(query, 10));
  const plain = timesOf(queries, (query) => scan(all, query));
  return [0.5, 0.99].map((share) => {
    const [own, baseline] = [at(ours, share), at(plain, share)];
    const name = `options: search, p${share * 100} / a linear scan`;
    return { name, ratio: own / baseline, ours: own, baseline, unit: 'ms' };
  });
}

/** The last two components, as a person would type them. */
function wordsFor({ name }: OptionDeclaration): string {
  return name
    .replaceAll(/<name>|\*/gu, '')
    .split('.')
    .filter(Boolean)
    .slice(-2)
    .join(' ');
}

/** Every word somewhere in the name or the description: no order, no stems, no slips. */
function scan(all: readonly OptionDeclaration[], query: string): readonly OptionDeclaration[] {
  const words = query.toLowerCase().split(' ');
  return all
    .filter((option) => {
      const text = `${option.name} ${option.description ?? ''}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .slice(0, 10);
}

/** Milliseconds an edit, against finding its option by going through all of them. */
async function gate(all: readonly OptionDeclaration[]): Promise<Result> {
  const index = buildOptionIndex(all, []);
  const names = all
    .filter((option, place) => place % 23 === 0 && option.tree.name === 'bool')
    .map(({ name }) => name);
  const edits = names.map((name) => ({ op: 'set', path: splitOptionPath(name), value: true }) as const);
  const times = await inTurn(
    'options: gate, an edit / a linear find',
    () => edits.forEach((edit) => checkEdits([{ edit }], index)),
    () => names.forEach((name) => all.find((option) => option.name === name)),
    9,
  );
  return { ...times, ours: times.ours / edits.length, baseline: times.baseline / edits.length };
}

function timesOf(queries: readonly string[], act: (query: string) => unknown): readonly number[] {
  for (const query of queries.slice(0, 20)) act(query);
  return queries.map((query) => {
    const begin = performance.now();
    act(query);
    return performance.now() - begin;
  });
}

function at(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor((times.length - 1) * share)] ?? Number.NaN;
}
