/**
 * How often a planner is exactly right: each sentence of a table is planned on its host, and held against what it must
 * become.
 *
 *     npm run accuracy -- FILE --options OPTIONS.jsonl --packages PACKAGES.jsonl [--json]
 *     npm run accuracy -- FILE --provider NAME [--settings nixos-ai.yaml]
 *
 * The table has the form of tests/data/requests/requests.yaml; the hosts are the files base-*.nix beside it, or in another
 * directory (`--bases DIR`). Prints each miss (with `--quiet` none), and on the
 * last line the figures: rows that want a change first. Exit 0 when the table was read, 2 when it was not.
 */
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { hostsIn, readIndex } from './accuracy/hosts.ts';
import { readText, WrongForm } from './accuracy/input.ts';
import { plannerNamed } from './accuracy/planner.ts';
import { parseRows } from './accuracy/rows.ts';
import { scoreRow, wanted } from './accuracy/score.ts';

const DATA = new URL('../tests/data/', import.meta.url).pathname;
const USAGE =
  'usage: npm run accuracy -- FILE [--options FILE] [--packages FILE] [--bases DIR] [--provider NAME] [--settings FILE] [--json] [--quiet]';

async function main(argv: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      options: { type: 'string', default: `${DATA}nixos-20.09-options.jsonl` },
      packages: { type: 'string', default: `${DATA}nixos-20.09-packages.jsonl` },
      bases: { type: 'string' },
      provider: { type: 'string', default: 'offline' },
      settings: { type: 'string' },
      json: { type: 'boolean', default: false },
      quiet: { type: 'boolean', default: false },
    },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new WrongForm(USAGE);
  const plan = plannerNamed(values.provider, values.settings);
  const rows = parseRows(readText(file), file);
  const hostOf = hostsIn(values.bases ?? dirname(file), readIndex(values.options, values.packages));
  const totals = { total: rows.length, right: 0, wrong: 0, offered: 0, asked: 0 };
  const changes = { total: 0, right: 0 };
  for (const row of rows) {
    const host = hostOf(row.on);
    const { verdict, planned } = scoreRow(await plan(row.request, host), row, host);
    totals[verdict] += 1;
    if (row.change !== undefined) {
      changes.total += 1;
      if (verdict === 'right') changes.right += 1;
    }
    if (verdict === 'right' || values.quiet) continue;
    const miss = { on: row.on, request: row.request, verdict, wanted: wanted(row), planned };
    console.log(values.json ? JSON.stringify(miss) : missText(miss));
  }
  console.log(JSON.stringify({ byChange: share(changes), rightOrOffered: share(sums(totals)), ...totals }));
  return 0;
}

function sums({ total, right, offered }: Readonly<Record<'total' | 'right' | 'offered', number>>): {
  total: number;
  right: number;
} {
  return { total, right: right + offered };
}

function share({ total, right }: { readonly total: number; readonly right: number }): string {
  return `${right}/${total} (${total === 0 ? 0 : Math.round((100 * right) / total)} %)`;
}

function missText(miss: Readonly<Record<string, string>>): string {
  const { on, request, verdict, wanted: want, planned } = miss;
  return `${verdict}  ${on}: ${request}\n       wanted   ${want}\n       planned  ${planned}`;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const usage = error instanceof WrongForm || (error instanceof TypeError && 'code' in error);
  if (!usage) throw error;
  console.error(`accuracy: ${error.message}`);
  process.exitCode = 2;
}
