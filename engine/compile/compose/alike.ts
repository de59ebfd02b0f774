import { wordList } from '../grammar/word-list.ts';
import { LANGUAGE } from '../language.ts';
import { stem } from './stem.ts';

/** The stems that say the same as a stem, itself among them. */
export function alike(stemmed: string): ReadonlySet<string> {
  table ??= makeTable();
  return table.get(stemmed) ?? new Set([stemmed]);
}

let table: ReadonlyMap<string, ReadonlySet<string>> | undefined;

function makeTable(): ReadonlyMap<string, ReadonlySet<string>> {
  const made = new Map<string, Set<string>>();
  for (const group of LANGUAGE.alike) {
    const stems = wordList(group).map(stem);
    for (const one of stems) made.set(one, new Set([...(made.get(one) ?? [one]), ...stems]));
  }
  return made;
}
