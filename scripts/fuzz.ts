/**
 * Tries to break every door that takes what others wrote: `npm run fuzz [-- TARGET…]`. Inputs are made from valid ones and
 * from schemas, and played in a process of their own. A failure is anything thrown that is not a refusal, an input that
 * takes 5 seconds, or memory that grows by 300 MB; it is made smaller and kept.
 *
 *     npm run fuzz                                    every target, a minute each, from a new seed
 *     npm run fuzz -- nix runbook --for 10m --seed 7  two targets, ten minutes each, the same inputs again
 *     npm run fuzz -- --inputs 200                    so many inputs of each, whatever the time
 *     npm run fuzz -- --list                          the targets, and what is tried
 *     npm run fuzz -- --replay FILE                   an input that was kept
 *
 * Ends with 0 where nothing failed, 1 where something did, 2 where it does not know what to do.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseDuration } from '../engine/document/duration.ts';
import { table } from '../engine/report/text/table.ts';
import { Player } from './fuzz/player.ts';
import { keepFound, readKept } from './fuzz/replay.ts';
import { renderFound, renderTallies } from './fuzz/report.ts';
import { fuzzTarget, type Budget, type Tally } from './fuzz/run.ts';
import { loadTarget, TARGET_NAMES } from './fuzz/targets.ts';

process.chdir(new URL('..', import.meta.url).pathname);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    for: { type: 'string', default: '1m' },
    seed: { type: 'string' },
    inputs: { type: 'string' },
    keep: { type: 'string', default: join(tmpdir(), 'nixos-ai-fuzz') },
    list: { type: 'boolean', default: false },
    replay: { type: 'string' },
  },
});

process.exitCode = await main();

async function main(): Promise<number> {
  if (values.list) return list();
  if (values.replay !== undefined) return replay(values.replay);
  const names = positionals.length === 0 ? TARGET_NAMES : positionals;
  const budget = readBudget();
  if (budget === undefined || !names.every((name) => TARGET_NAMES.includes(name))) {
    const known = TARGET_NAMES.join(', ');
    console.error(`usage: npm run fuzz -- [TARGET…] [--for 10m] [--seed N] [--inputs N]; targets: ${known}`);
    return 2;
  }
  return fuzz(names, budget);
}

async function fuzz(names: readonly string[], budget: Budget): Promise<number> {
  console.log(`seed ${budget.seed}`);
  const tallies: Tally[] = [];
  for (const name of names) {
    const tally = await fuzzTarget(await loadTarget(name), budget, (found) =>
      console.log(renderFound(found, keepFound(values.keep, found))),
    );
    console.log(`${tally.target}: ${tally.inputs} inputs, ${tally.found.length} failures`);
    tallies.push(tally);
  }
  console.log(`\n${renderTallies(tallies)}`);
  return tallies.every(({ found }) => found.length === 0) ? 0 : 1;
}

function readBudget(): Budget | undefined {
  const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
  const inputs = values.inputs === undefined ? undefined : Number(values.inputs);
  const milliseconds = parseDuration(values.for);
  const right = Number.isSafeInteger(seed) && (inputs === undefined || inputs > 0);
  if (!right || milliseconds === undefined) return undefined;
  return inputs === undefined ? { seed, milliseconds } : { seed, inputs };
}

async function list(): Promise<number> {
  const targets = await Promise.all(TARGET_NAMES.map(loadTarget));
  console.log(table(targets.map(({ name, about }) => [name, about])));
  return 0;
}

async function replay(file: string): Promise<number> {
  const { target, input } = readKept(file);
  await using player = new Player(await loadTarget(target));
  const played = await player.play(input);
  console.log(played.kind === 'ended' ? `${played.ending} in ${Math.round(played.took)} ms` : played.what);
  return played.kind === 'ended' ? 0 : 1;
}
