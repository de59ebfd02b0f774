/**
 * Mutation tests of the code that must be right: `npm run mutate [-- FOLDER…]`. What was found out stays in .cache/mutate
 * until the code or its tests change.
 *
 *     npm run mutate                                 every mutant: some hours; writes docs/MUTATION.md
 *     npm run mutate -- --sample 400 --seed 1        400 of them by chance, the same for the same seed
 *     npm run mutate -- check/policy --list          only those of a folder; says each that lives, writes no document
 *     npm run mutate -- --promises [TEXT]            breaks each promise of docs/PROMISES.md whose row has the text;
 *                                                    with --containers those under real systemd, too
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readCoverage } from './mutate/coverage.ts';
import { digest, makeMutants, type Mutant } from './mutate/mutants.ts';
import { ROOT } from './mutate/places.ts';
import { reasonFor } from './mutate/reasons.ts';
import { renderMutation, type Tried } from './mutate/report.ts';
import { Runner } from './mutate/runner.ts';
import { Trials } from './mutate/trial.ts';
import { tryPromises } from './mutate/try-promises.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    list: { type: 'boolean', default: false },
    promises: { type: 'boolean', default: false },
    containers: { type: 'boolean', default: false },
  },
});

if (values.promises) {
  const all = await tryPromises(positionals.join(' '), values.containers, console.log);
  process.exit(all ? 0 : 1);
}

const all = await makeMutants();
const chosen = choose(all);
await using runner = new Runner();
const coverage = await readCoverage(runner, new Set(all.map(({ id }) => id)), console.error);
const trials = new Trials(runner, coverage);
const tried: Tried[] = [];
for (const mutant of chosen) {
  const verdict = await trials.try(mutant);
  tried.push({ mutant, verdict });
  const alive = verdict.end !== 'killed' && reasonFor(mutant) === undefined;
  if (alive) console.log(`${verdict.end} ${mutant.file}:${mutant.line}: ${mutant.code} -> ${mutant.to}\n`);
  if (tried.length % 25 === 0) console.error(progress());
}
console.error(progress());
if (!values.list && positionals.length === 0) {
  const how =
    values.sample === undefined
      ? 'Every mutant was tried.'
      : `A random sample: \`npm run mutate -- --sample ${values.sample} --seed ${values.seed}\`.`;
  writeFileSync(`${ROOT}docs/MUTATION.md`, renderMutation(tried, all, how));
}

/** By the digest of seed and id, so that a larger sample holds the smaller, and a change of code moves few. */
function choose(mutants: readonly Mutant[]): readonly Mutant[] {
  const wanted = mutants.filter(
    ({ file }) => positionals.length === 0 || positionals.some((part) => file.includes(part)),
  );
  if (values.sample === undefined) return wanted;
  const orderOf = ({ id }: Mutant): string => digest(values.seed, id);
  return wanted
    .toSorted((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1))
    .slice(0, Number(values.sample));
}

function progress(): string {
  const killed = tried.filter(({ verdict }) => verdict.end === 'killed').length;
  return `${tried.length} of ${chosen.length} tried, ${killed} killed (${Math.round((100 * killed) / tried.length)} %)`;
}
