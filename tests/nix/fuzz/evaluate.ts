import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a module is where Nix refuses it. */
export const REFUSED = Symbol('refused by Nix');

const EXPRESSION = new URL('evaluate.nix', import.meta.url).pathname;

/** Evaluates modules, many in one call of Nix. */
export function evaluateModules(
  texts: readonly string[],
  packages: readonly (readonly string[])[],
): readonly unknown[] {
  const directory = mkdtempSync(join(tmpdir(), 'nix-fuzz-'));
  try {
    writeFileSync(join(directory, 'packages.json'), JSON.stringify(treeOf(packages)));
    const files = texts.map((text, at) => {
      writeFileSync(join(directory, `${at}.nix`), text);
      return `./${at}.nix`;
    });
    return evaluate(directory, files);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** One that Nix refuses ends the call: it is left out, or where Nix does not name it each half is asked alone. */
function evaluate(cwd: string, files: readonly string[]): readonly unknown[] {
  if (files.length === 0) return [];
  const refused = new Set<string>();
  for (;;) {
    const left = files.filter((file) => !refused.has(file));
    const told = askNix(cwd, left);
    if (told.answers !== undefined) {
      const answers = new Map(left.map((file, at) => [file, told.answers[at]]));
      return files.map((file) => (answers.has(file) ? answers.get(file) : REFUSED));
    }
    const named = left.find((file) => told.error.includes(`${cwd}/${file.slice(2)}:`));
    if (named !== undefined) refused.add(named);
    else if (files.length === 1) return [REFUSED];
    else {
      const middle = Math.ceil(files.length / 2);
      return [...evaluate(cwd, files.slice(0, middle)), ...evaluate(cwd, files.slice(middle))];
    }
  }
}

type Told =
  | { readonly answers: readonly unknown[]; readonly error?: never }
  | { readonly answers?: never; readonly error: string };

function askNix(cwd: string, files: readonly string[]): Told {
  const packages = 'builtins.fromJSON (builtins.readFile ./packages.json)';
  const expression = `import ${EXPRESSION} { files = [ ${files.join(' ')} ]; packages = ${packages}; }`;
  writeFileSync(join(cwd, 'all.nix'), expression);
  const args = ['--eval', '--strict', '--json', 'all.nix'];
  const run = spawnSync('nix-instantiate', args, { cwd, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (run.error !== undefined) throw run.error;
  if (run.status !== 0) return { error: run.stderr };
  const answers: unknown = JSON.parse(run.stdout);
  return { answers: Array.isArray(answers) ? answers : [] };
}

interface Tree {
  [name: string]: Tree;
}

function treeOf(paths: readonly (readonly string[])[]): Tree {
  const root: Tree = {};
  for (const path of paths) {
    let tree = root;
    for (const name of path) {
      const inner = Object.hasOwn(tree, name) ? tree[name] : undefined;
      tree = inner ?? (tree[name] = {});
    }
  }
  return root;
}
