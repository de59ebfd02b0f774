import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { digest } from './mutants.ts';
import type { Reached } from './order.ts';
import { CACHE, ROOT } from './places.ts';
import type { Runner } from './runner.ts';

/** What one test file reaches. */
export interface Coverage extends Reached {
  readonly file: string;
  readonly text: string;
  /** Milliseconds. */
  readonly took: number;
  /** It fails, or hangs, without any mutant: it says nothing. */
  readonly failed?: string;
}

const LIMIT = 400_000;

/** What each test file reaches. One that is unchanged, as is the source that it loads, is not run again. */
export async function readCoverage(
  runner: Runner,
  ids: ReadonlySet<string>,
  say: (line: string) => void,
): Promise<readonly Coverage[]> {
  const found: Coverage[] = [];
  for (const file of await runner.files()) {
    const kept = readKept(file, ids);
    if (kept === undefined) say(`what ${file} reaches`);
    const coverage = kept ?? (await measure(runner, file));
    if (coverage.failed !== undefined) say(`${file} is left out: ${coverage.failed}`);
    found.push(coverage);
  }
  return found.filter(({ failed }) => failed === undefined);
}

export function textOf(file: string): string {
  return digest(readFileSync(ROOT + file, 'utf8'));
}

/** An id names the code of its mutant, so that a file whose code has changed is told by ids that are no longer there. */
function readKept(file: string, ids: ReadonlySet<string>): Coverage | undefined {
  const path = keptAt(file);
  if (!existsSync(path)) return undefined;
  const kept = JSON.parse(readFileSync(path, 'utf8')) as Coverage;
  if (kept.text !== textOf(file) || kept.failed !== undefined) return undefined;
  const reached = [kept.static, ...Object.values(kept.perTest)].flatMap((one) => Object.keys(one));
  return reached.every((id) => ids.has(id)) ? kept : undefined;
}

async function measure(runner: Runner, file: string): Promise<Coverage> {
  const answer = await runner.ask({ files: [file] }, LIMIT);
  const reached = answer?.reached ?? { static: {}, perTest: {} };
  const failed = answer === undefined ? 'it takes too long' : answer.failed;
  const coverage: Coverage = {
    file,
    text: textOf(file),
    took: answer?.took ?? LIMIT,
    ...reached,
    ...(failed !== undefined && { failed }),
  };
  mkdirSync(`${CACHE}coverage`, { recursive: true });
  writeFileSync(keptAt(file), JSON.stringify(coverage));
  return coverage;
}

function keptAt(file: string): string {
  return `${CACHE}coverage/${file.replaceAll('/', '+')}.json`;
}
