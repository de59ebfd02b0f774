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

/** One that Nix refuses ends the call: then each half is asked alone. */
function evaluate(cwd: string, files: readonly string[]): readonly unknown[] {
  if (files.length === 0) return [];
  const packages = 'builtins.fromJSON (builtins.readFile ./packages.json)';
  const expression = `import ${EXPRESSION} { files = [ ${files.join(' ')} ]; packages = ${packages}; }`;
  writeFileSync(join(cwd, 'all.nix'), expression);
  const args = ['--eval', '--strict', '--json', 'all.nix'];
  const run = spawnSync('nix-instantiate', args, { cwd, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (run.error !== undefined) throw run.error;
  if (run.status === 0) {
    const answers: unknown = JSON.parse(run.stdout);
    return Array.isArray(answers) ? answers : [];
  }
  if (files.length === 1) return [REFUSED];
  const middle = Math.ceil(files.length / 2);
  return [...evaluate(cwd, files.slice(0, middle)), ...evaluate(cwd, files.slice(middle))];
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
