import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseNix } from '../../engine/nix/parse.ts';
import { asRate, inTurn, type Benchmark, type Result } from './measure.ts';

interface Source {
  readonly file: string;
  readonly text: string;
}

/** Calls of nix-instantiate stay below the length that a command line may have. */
const BATCH = 500;
/** Few files are parsed as often as it takes for a round to be long, and the start of a process to count little. */
const LEAST_BYTES = 4_000_000;
const ROUNDS = 5;

/**
 * Megabytes of Nix parsed a second: ours beside `nix-instantiate --parse`, which also prints what it read, and beside
 * tree-sitter where its grammar is installed. On BENCH_NIX_DIR, else the project's own Nix files.
 */
export const parser: Benchmark = {
  name: 'parser',
  measure: async () => {
    const sources = readSources();
    const bytes = sources.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
    const times = Math.max(1, Math.ceil(LEAST_BYTES / bytes));
    const again = Array.from({ length: times }, () => sources).flat();
    const rate = async (name: string, baseline: () => void): Promise<Result> =>
      asRate(
        await inTurn(`parser: MB a second / ${name}`, () => again.forEach(parseOurs), baseline, ROUNDS),
        (bytes * times) / 1e6,
        'MB/s',
      );
    const results = [await rate('nix-instantiate --parse', () => parseWithNix(again))];
    const treeSitter = await loadTreeSitter();
    if (treeSitter === undefined) return results;
    return [...results, await rate('tree-sitter', () => again.forEach(({ text }) => treeSitter(text)))];
  },
};

/** Only what Nix itself accepts: it stops at the first file that it does not. */
function readSources(): readonly Source[] {
  const directories = process.env['BENCH_NIX_DIR']?.split(':') ?? ['tests/data', 'nix'];
  const files = directories.flatMap((directory) => globSync(`${directory}/**/*.nix`)).sort();
  const sources = files.map((file) => ({ file, text: readFileSync(file, 'utf8') }));
  const parsed = sources.filter(({ file, text }) => parseNix(text, file).ok);
  if (parsed.length === 0) throw new Error(`no Nix files in ${directories.join(', ')}`);
  return parsed;
}

function parseOurs({ file, text }: Source): void {
  if (!parseNix(text, file).ok) throw new Error(`${file} no longer parses`);
}

function parseWithNix(sources: readonly Source[]): void {
  for (let start = 0; start < sources.length; start += BATCH) {
    const files = sources
      .slice(start, start + BATCH)
      .map(({ file }) => (file.startsWith('/') ? file : `./${file}`));
    execFileSync('nix-instantiate', ['--parse', ...files], { stdio: ['ignore', 'ignore', 'pipe'] });
  }
}

/** The packages are looked for, not required: a computer without them measures the rest. */
async function loadTreeSitter(): Promise<((text: string) => void) | undefined> {
  const { resolve } = createRequire(import.meta.url);
  try {
    const grammar = resolve('@cursorless/tree-sitter-wasms/out/tree-sitter-nix.wasm');
    const { Language, Parser } = (await import(resolve('web-tree-sitter'))) as TreeSitter;
    await Parser.init();
    const made = new Parser();
    made.setLanguage(await Language.load(grammar));
    return (text) => made.parse(text)?.delete();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

/** What is used of web-tree-sitter. */
interface TreeSitter {
  readonly Parser: {
    new (): {
      setLanguage(language: unknown): void;
      parse(text: string): { delete(): void } | null;
    };
    init(): Promise<void>;
  };
  readonly Language: { load(file: string): Promise<unknown> };
}
