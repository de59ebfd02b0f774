import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Runs `work` with a fresh directory holding the files. */
export function withFiles<T>(files: ReadonlyMap<string, string>, work: (directory: string) => T): T {
  const directory = mkdtempSync(join(tmpdir(), 'nix-syntax-'));
  try {
    for (const [name, text] of files) {
      mkdirSync(dirname(join(directory, name)), { recursive: true });
      writeFileSync(join(directory, name), text);
    }
    return work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** For each text, what real Nix has against its syntax; undefined where it accepts. Names out of scope do not count. */
export function realVerdicts(texts: readonly string[]): (string | undefined)[] {
  const files = new Map(texts.map((text, index) => [`${index}.nix`, text]));
  return withFiles(files, (directory) => verdicts([...files.keys()].map((file) => join(directory, file))));
}

/** Real Nix reads the files in order and stops at the first it rejects: what stands before that one is accepted. */
function verdicts(files: readonly string[]): (string | undefined)[] {
  const found: (string | undefined)[] = [];
  while (found.length < files.length) {
    const rest = files.slice(found.length);
    const run = spawnSync('nix-instantiate', ['--parse', ...rest], { encoding: 'utf8', maxBuffer: 1 << 26 });
    if (run.error !== undefined) throw run.error;
    const rejected =
      run.status === 0 ? rest.length : rest.findIndex((file) => run.stderr.includes(`${file}:`));
    if (rejected === -1) throw new Error(run.stderr);
    found.push(...rest.slice(0, rejected).map(() => undefined));
    if (rejected < rest.length) found.push(reason(run.stderr));
  }
  return found;
}

function reason(stderr: string): string | undefined {
  const message = stderr.split('\n').find((line) => line.startsWith('error:')) ?? stderr;
  return message.includes('undefined variable') ? undefined : message;
}

/** Evaluates an expression in the directory of the files, strictly, to plain data. */
export function evaluate(files: ReadonlyMap<string, string>, expression: string): unknown {
  return withFiles(files, (cwd) => {
    const args = ['--eval', '--strict', '--json', '-E', expression];
    const run = spawnSync('nix-instantiate', args, { cwd, encoding: 'utf8', maxBuffer: 1 << 26 });
    if (run.status !== 0) throw new Error(run.stderr);
    return JSON.parse(run.stdout);
  });
}
