import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { EvaluatedFacts, FactsQuery } from '../../../engine/model/host/evaluate.ts';

/** Files by path: `nixos/` is the configuration, `outside/` is beside it. */
export type Tree = Readonly<Record<string, string>>;

/** What is asked of a tree: the facts that the engine asks for, or, of the oracle, what each option says. */
export type Request =
  | { readonly tree: Tree; readonly query: FactsQuery; readonly force?: never }
  | { readonly tree: Tree; readonly query?: never; readonly force?: Forced };

/** A value that is put over whatever the tree says. */
export interface Forced {
  readonly path: readonly string[];
  readonly value:
    | { readonly plain: unknown }
    | { readonly list: readonly ({ readonly plain: unknown } | { readonly package: string })[] };
}

export function keyOf(request: Request): string {
  return JSON.stringify(request);
}

/** Asks real Nix, many trees in one call. Null where a tree does not evaluate. */
export function evaluateAll(requests: readonly Request[]): ReadonlyMap<string, unknown> {
  const directory = mkdtempSync(join(tmpdir(), 'truth-'));
  try {
    const places = new Map<string, string>();
    const written = requests.map(({ tree, ...asked }) => {
      const text = JSON.stringify(tree);
      const place = places.get(text) ?? writeTree(join(directory, String(places.size)), tree);
      places.set(text, place);
      const query = asked.query && { origins: [], modules: [], ...asked.query };
      return { directory: place, ...asked, ...(query === undefined ? {} : { query }) };
    });
    const answers = evaluate(directory, written);
    return new Map(requests.map((request, at) => [keyOf(request), answers[at] ?? null]));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** What the engine reads of the facts that its expression prints. */
export function readPrinted(printed: unknown): EvaluatedFacts | undefined {
  if (typeof printed !== 'object' || printed === null) return undefined;
  // The expression is ours; what it prints has the members of the facts but for these.
  const { derivation, output, packages, ...facts } = printed as Omit<EvaluatedFacts, 'packages'> & {
    derivation: string;
    output: string;
    packages: readonly { readonly name: string; readonly version: string; readonly output: string }[];
  };
  return {
    ...facts,
    drvPath: derivation,
    outPath: output,
    packages: packages.map((item) => ({ name: item.name, version: item.version, outPath: item.output })),
  };
}

function writeTree(directory: string, tree: Tree): string {
  const files = {
    ...tree,
    'nixpkgs/nixos/default.nix': `{ }: import ${SYSTEM} { configuration = ../../nixos/configuration.nix; force = _: _: [ ]; }\n`,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return directory;
}

const SYSTEM = new URL('system.nix', import.meta.url).pathname;
const BATCH = new URL('batch.nix', import.meta.url).pathname;

/** Some failures end Nix, and nothing catches them: then each half is asked alone. */
function evaluate(directory: string, requests: readonly object[]): readonly unknown[] {
  if (requests.length === 0) return [];
  const file = join(directory, 'requests.json');
  writeFileSync(file, JSON.stringify(requests));
  const expression = `import ${BATCH} { requests = builtins.fromJSON (builtins.readFile ${file}); }`;
  const run = spawnSync('nix-instantiate', ['--eval', '--strict', '--json', '-E', expression], {
    encoding: 'utf8',
    maxBuffer: 1 << 29,
  });
  if (run.error !== undefined) throw run.error;
  if (run.status === 0) {
    const answers: unknown = JSON.parse(run.stdout);
    return Array.isArray(answers) ? answers : [];
  }
  if (requests.length === 1) return [null];
  const middle = Math.ceil(requests.length / 2);
  return [...evaluate(directory, requests.slice(0, middle)), ...evaluate(directory, requests.slice(middle))];
}
