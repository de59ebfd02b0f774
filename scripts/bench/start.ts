import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { inTurn, type Benchmark, type Result } from './measure.ts';

const BIN = new URL('../../dist/cli/bin.cjs', import.meta.url).pathname;
const ROUNDS = 15;
const RUNS = 10_000;

/** The door: how long a person waits for the version, for help, and for the newest of very many runs. */
export const start: Benchmark = {
  name: 'start',
  measure: async () => {
    const base = mkdtempSync('/tmp/nixos-ai-bench-');
    const host = join(base, 'host');
    try {
      run('sandbox', 'create', host);
      run('plan', 'install htop', '--host', host);
      multiplyRuns(join(host, 'var/lib/nixos-ai/journal.db'));
      return [
        await against('start: --version / node -e 0', '--version'),
        await against('start: --help / node -e 0', '--help'),
        await against(`start: history of ${RUNS} runs / node -e 0`, 'history', '--host', host),
      ];
    } finally {
      run('sandbox', 'stop', host);
      rmSync(base, { recursive: true, force: true });
    }
  },
};

async function against(name: string, ...args: readonly string[]): Promise<Result> {
  return inTurn(
    name,
    () => run(...args),
    () => execFileSync(process.execPath, ['-e', '0']),
    ROUNDS,
  );
}

function run(...args: readonly string[]): Buffer {
  return execFileSync(process.execPath, [BIN, ...args], { stdio: 'pipe' });
}

/** The one run of a journal, as many times as are wanted, each with a name of its own. */
function multiplyRuns(file: string): void {
  const db = new DatabaseSync(file);
  const copy = db.prepare(
    'INSERT INTO events (run, seq, at, type, payload, hash) SELECT ?, seq, at, type, payload, hash FROM events WHERE run = ?',
  );
  const original = String(db.prepare('SELECT run FROM events LIMIT 1').get()?.['run']);
  db.exec('BEGIN');
  for (let n = 1; n < RUNS; n += 1)
    copy.run(`${original.slice(0, -4)}${String(n).padStart(5, '0')}`, original);
  db.exec('COMMIT');
  db.close();
}
