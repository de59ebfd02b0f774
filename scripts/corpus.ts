/**
 * Makes a dozen usual edits on every host of every repository below a directory, and holds what comes of them against what
 * the files then say: `npm run corpus -- DIR`. Nothing is fetched, evaluated or written.
 *
 *     npm run corpus -- ~/repositories             a line for each repository, and what all came to
 *     npm run corpus -- ~/repositories --verbose   each edit that is refused or wrong, too
 *     npm run corpus -- ~/repositories --hosts 4   edits on the first four hosts of each, the others only read
 *
 * A repository is a directory with a flake.nix, whose hosts are those that the files tell, or with a configuration.nix.
 * Exit 0 only when no edit was wrong.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { flakeHostNames } from '../engine/nix/modules/modules.ts';
import { playHost, type Played } from './corpus/play.ts';
import { renderTotals, tallyOf } from './corpus/tally.ts';

/** Nobody writes a module of this size. */
const MAX_BYTES = 4 * 1024 * 1024;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { verbose: { type: 'boolean', default: false }, hosts: { type: 'string', default: 'all' } },
});
const [directory] = positionals;
if (directory === undefined) {
  console.error('usage: npm run corpus -- DIR [--verbose] [--hosts N]');
  process.exit(2);
}

/** On how many hosts of a repository edits are made. */
const most = values.hosts === 'all' ? Infinity : Number(values.hosts);
const all: Played[] = [];
let empty = 0;
for (const name of readdirSync(directory).toSorted()) {
  const root = join(directory, name);
  const files = readNixFiles(root);
  const hosts = hostsOf(files);
  if (hosts.length === 0) {
    empty += 1;
    console.log(`${name}: no host that the files tell`);
    continue;
  }
  const played = hosts.map((attribute, at) => playHost({ files, root, attribute }, at < most));
  all.push(...played);
  console.log(`${name}: ${renderTotals(tallyOf(played))}`);
  if (values.verbose) for (const line of played.flatMap(({ lines }) => lines)) console.log(`    ${line}`);
}
const tally = tallyOf(all);
console.log(`\n${renderTotals(tally)}; ${empty} repositories without a host`);
console.table(tally.codes);
process.exitCode = all.length > 0 && tally.wrong === 0 ? 0 : 1;

/** The hosts of a flake by their names; of another configuration one without a name. */
function hostsOf(files: ReadonlyMap<string, string>): readonly (string | undefined)[] {
  if (files.has('flake.nix')) return flakeHostNames({ entries: [], files, flake: {} }).names;
  return files.has('configuration.nix') ? [undefined] : [];
}

function readNixFiles(root: string): ReadonlyMap<string, string> {
  if (!statSync(root).isDirectory()) return new Map();
  const names = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.nix'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('/.git/') && statSync(path).size <= MAX_BYTES);
  return new Map(names.toSorted().map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]));
}
