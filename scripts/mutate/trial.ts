import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Coverage } from './coverage.ts';
import { digest, type Mutant } from './mutants.ts';
import { CACHE, ROOT } from './places.ts';
import type { Runner } from './runner.ts';

/** What became of a mutant. */
export type Verdict =
  | { readonly end: 'killed'; readonly by: string }
  | { readonly end: 'survived' }
  /** No test reaches it. */
  | { readonly end: 'unreached' };

interface Reaching {
  readonly coverage: Coverage;
  /** All tests of the file, where it is reached as the file is loaded. */
  readonly tests: readonly string[] | undefined;
  readonly hits: number;
}

const LEAST_LIMIT = 30_000;
const LEAST_HITS = 1_000;

/** Tries mutants with the tests that reach them, and remembers what became of each. */
export class Trials {
  readonly #runner: Runner;
  readonly #coverage: readonly Coverage[];
  readonly #kept = readVerdicts();

  constructor(runner: Runner, coverage: readonly Coverage[]) {
    this.#runner = runner;
    this.#coverage = coverage;
  }

  async try(mutant: Mutant): Promise<Verdict> {
    const reaching = this.#reaching(mutant);
    const kept = this.#kept[mutant.id];
    if (kept !== undefined && kept.tests === seal(kept.verdict, reaching)) return kept.verdict;
    const verdict =
      reaching.length === 0 ? ({ end: 'unreached' } as const) : await this.#run(mutant, reaching);
    this.#kept[mutant.id] = { verdict, tests: seal(verdict, reaching) };
    writeFileSync(`${CACHE}verdicts.json`, JSON.stringify(this.#kept));
    return verdict;
  }

  /** The tests beside the source first, then the quickest. */
  #reaching(mutant: Mutant): readonly Reaching[] {
    const folder = mutant.file.replace(/^engine\/(.*)\/[^/]*$/u, 'tests/$1');
    const rank = ({ coverage: { file, took } }: Reaching): number =>
      took + (file.startsWith(folder) ? 0 : 3_600_000);
    return this.#coverage
      .flatMap((coverage): readonly Reaching[] => {
        const always = coverage.static[mutant.id] ?? 0;
        const tests = Object.entries(coverage.perTest).filter(([, reached]) => mutant.id in reached);
        const hits = always + tests.reduce((sum, [, reached]) => sum + (reached[mutant.id] ?? 0), 0);
        if (hits === 0) return [];
        return [{ coverage, tests: always > 0 ? undefined : tests.map(([name]) => name), hits }];
      })
      .sort((one, other) => rank(one) - rank(other));
  }

  async #run(mutant: Mutant, reaching: readonly Reaching[]): Promise<Verdict> {
    for (const { coverage, tests, hits } of reaching) {
      const answer = await this.#runner.ask(
        {
          files: [coverage.file],
          attempt: {
            mode: 'try',
            mutant: mutant.id,
            hitLimit: Math.max(LEAST_HITS, hits * 100),
            only: tests === undefined ? {} : { [ROOT + coverage.file]: tests },
          },
        },
        Math.max(LEAST_LIMIT, coverage.took * 5),
      );
      if (answer === undefined)
        return { end: 'killed', by: `${coverage.file}, which goes on without an end` };
      if (answer.failed !== undefined) return { end: 'killed', by: answer.failed };
    }
    return { end: 'survived' };
  }
}

interface KeptVerdict {
  readonly verdict: Verdict;
  /** Of the test that killed it, else of all that reach it. */
  readonly tests: string;
}

/** One that a test killed stays dead as long as that test is as it was; another is tried again with every new test. */
function seal(verdict: Verdict, reaching: readonly Reaching[]): string {
  const files = reaching.map(({ coverage }) => coverage);
  const told =
    verdict.end === 'killed' ? files.filter(({ file }) => /^[^ ,]+/u.exec(verdict.by)?.[0] === file) : files;
  return digest(...told.map(({ file, text }) => file + text));
}

function readVerdicts(): Record<string, KeptVerdict> {
  const file = `${CACHE}verdicts.json`;
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, KeptVerdict>) : {};
}
