/**
 * Plays random edits of every module below a directory, and holds what comes of them against what real Nix evaluates.
 *
 *     node scripts/fuzz-edits.ts DIR [EDITS] [SEED]
 *
 * Each file's layout, comments and structure are as they are; what only a whole host could evaluate is a text instead.
 * Prints each edit that is wrong, and a table. Exit 0 only when there is none. EDITS: 100000 by default.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fuzzModules, newTally } from '../tests/nix/fuzz/run.ts';

const BATCH = 200;

function main(directory: string | undefined, wanted: number, seed: number): number {
  if (directory === undefined) {
    console.error('usage: node scripts/fuzz-edits.ts DIR [EDITS] [SEED]');
    return 2;
  }
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.nix'))
    .map((entry) => path.resolve(entry.parentPath, entry.name))
    .sort();
  const tally = newTally();
  const each = Math.max(1, Math.ceil((wanted / files.length) * 2));
  for (let at = 0; at < files.length && tally.edits < wanted; at += BATCH) {
    const sources = files.slice(at, at + BATCH).map((file) => ({ file, text: readFileSync(file, 'utf8') }));
    const known = tally.wrong.length;
    fuzzModules(sources, seed + at, each, tally);
    for (const { what, file, edits, before, after } of tally.wrong.slice(known))
      console.log(`${file}: ${what}\n${JSON.stringify(edits)}\n--- before\n${before}\n--- after\n${after}\n`);
  }
  console.table(tally.words);
  console.log(`seed ${seed}: ${tally.modules} modules, ${tally.edits} edits, ${tally.wrong.length} wrong`);
  return tally.edits > 0 && tally.wrong.length === 0 ? 0 : 1;
}

process.exitCode = main(process.argv[2], Number(process.argv[3] ?? 100_000), Number(process.argv[4] ?? 1));
