/**
 * Compares our parser with the real one on every .nix file below a directory: accept or reject, and byte-exact printing.
 *
 *     node scripts/conformance.ts DIR
 *
 * The real one is the nix-instantiate that is first on PATH. Prints each disagreement. Exit 0 only when there is none: that
 * an older Nix refuses what `nix parse --portable` refuses too is none.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseNix } from '../engine/nix/parse.ts';
import { printNix } from '../engine/nix/syntax/print.ts';

const BATCH = 200;
/** A feature that Nix does not know it warns of. */
const PIPES = ['--option', 'extra-experimental-features', 'nix-command pipe-operators'];

interface Tally {
  accepted: number;
  rejected: number;
  /** What this Nix refuses, and newer Nix does not. */
  newer: number;
  readonly disagreements: string[];
}

function main(directory: string | undefined): number {
  if (directory === undefined) {
    console.error('usage: node scripts/conformance.ts DIR');
    return 2;
  }
  const files = nixFiles(directory);
  const tally: Tally = { accepted: 0, rejected: 0, newer: 0, disagreements: [] };
  for (let at = 0; at < files.length; at += BATCH) compareBatch(files.slice(at, at + BATCH), tally);
  const { accepted, rejected, newer, disagreements } = tally;
  console.log(
    `${files.length} files, ${accepted} accepted by both, ${rejected} rejected by both, ${newer} only for newer Nix, ${disagreements.length} disagreements`,
  );
  return files.length > 0 && disagreements.length === 0 ? 0 : 1;
}

function nixFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.nix'))
    .map((entry) => path.resolve(entry.parentPath, entry.name))
    .sort();
}

function compareBatch(files: readonly string[], tally: Tally): void {
  const rejections = realRejections(files);
  for (const file of files) compare(file, rejections.get(file), tally);
}

/** Real Nix stops at the first file it rejects: a rejected batch is halved until the file stands alone. */
function realRejections(files: readonly string[]): Map<string, string> {
  const run = spawnSync('nix-instantiate', ['--parse', ...PIPES, ...files], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 1 << 26,
  });
  if (run.error !== undefined) throw run.error;
  if (run.status === 0) return new Map();
  const [only] = files;
  if (files.length === 1 && only !== undefined) return new Map(rejection(only, run.stderr));
  const middle = Math.ceil(files.length / 2);
  return new Map([...realRejections(files.slice(0, middle)), ...realRejections(files.slice(middle))]);
}

/** `--parse` also resolves names; a name out of scope is no error of syntax. */
function rejection(file: string, stderr: string): [string, string][] {
  const message = stderr.split('\n').find((line) => line.startsWith('error:')) ?? stderr.trim();
  return message.includes('undefined variable') ? [] : [[file, message]];
}

function compare(file: string, real: string | undefined, tally: Tally): void {
  const text = readFileSync(file, 'utf8');
  const parsed = parseNix(text, file, { anySize: true });
  if (!parsed.ok && real !== undefined) tally.rejected += 1;
  else if (parsed.ok && real !== undefined && !parseNix(text, file, { portable: true, anySize: true }).ok)
    tally.newer += 1;
  else if (!parsed.ok)
    disagree(tally, `${file}: Nix accepts, we refuse: ${parsed.findings[0]?.message ?? ''}`);
  else if (real !== undefined) disagree(tally, `${file}: we accept, Nix refuses: ${real}`);
  else if (printNix(parsed.value) !== text) disagree(tally, `${file}: printing the tree gives other bytes`);
  else tally.accepted += 1;
}

function disagree(tally: Tally, line: string): void {
  tally.disagreements.push(line);
  console.log(line);
}

process.exitCode = main(process.argv[2]);
