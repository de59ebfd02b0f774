import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { CACHE, readSources, type Source } from './places.ts';

/** One small change of the source, and what tells it from every other whatever moves around it. */
export interface Mutant {
  readonly id: string;
  readonly place: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The code that is replaced. */
  readonly code: string;
  readonly to: string;
  readonly mutator: string;
}

/** Words for people are most of the strings; those that are names of something are held by the compiler. */
const EXCLUDED = ['StringLiteral'];

/**
 * Every mutant of the source. All of them are written into one copy of each file, where a global chooses which one
 * lives; the copy is what the tests load (see plugin.ts). A file that did not change is not parsed again.
 */
export async function makeMutants(): Promise<readonly Mutant[]> {
  const made: Mutant[] = [];
  for (const source of readSources()) made.push(...(await mutantsOf(source)));
  return made;
}

/** The copy of a file in which its mutants are. */
export function instrumentedFile(file: string): string {
  return `${CACHE}code/${file}`;
}

export function digest(...texts: readonly string[]): string {
  return createHash('sha256').update(texts.join('\0')).digest('hex').slice(0, 12);
}

interface Kept {
  readonly text: string;
  readonly mutants: readonly Mutant[];
}

async function mutantsOf(source: Source): Promise<readonly Mutant[]> {
  const list = `${CACHE}mutants/${source.file}.json`;
  const text = digest(source.text, EXCLUDED.join());
  if (existsSync(list)) {
    const kept = JSON.parse(readFileSync(list, 'utf8')) as Kept;
    if (kept.text === text) return kept.mutants;
  }
  const { code, mutants } = await instrument(source);
  write(instrumentedFile(source.file), code);
  write(list, JSON.stringify({ text, mutants } satisfies Kept));
  return mutants;
}

async function instrument(
  source: Source,
): Promise<{ readonly code: string; readonly mutants: readonly Mutant[] }> {
  const { files, mutants } = await new Instrumenter(SILENT).instrument(
    [{ name: source.file, mutate: true, content: source.text }],
    { plugins: [], excludedMutations: EXCLUDED, ignorers: [] },
  );
  const lines = source.text.split('\n');
  const starts = lines.map((_, at) => lines.slice(0, at).reduce((sum, line) => sum + line.length + 1, 0));
  const offsetOf = ({ line, column }: { line: number; column: number }): number =>
    (starts[line] ?? 0) + column;
  const seen = new Map<string, number>();
  const named = mutants
    .filter(({ statusReason }) => statusReason === undefined)
    .map(({ id, location, mutatorName, replacement }) => {
      const code = source.text.slice(offsetOf(location.start), offsetOf(location.end));
      const key = digest(source.file, mutatorName, code, replacement ?? '');
      const nth = seen.get(key) ?? 0;
      seen.set(key, nth + 1);
      return {
        own: id,
        mutant: {
          id: `${key}-${nth}`,
          place: source.place,
          file: source.file,
          line: location.start.line + 1,
          code,
          to: replacement ?? '',
          mutator: mutatorName,
        },
      };
    });
  const ids = new Map(named.map(({ own, mutant }) => [own, mutant.id]));
  return { code: rename(files[0]?.content ?? '', ids), mutants: named.map(({ mutant }) => mutant) };
}

/** The numbers of a file's mutants become names that are the same after another file changed. */
function rename(code: string, ids: ReadonlyMap<string, string>): string {
  return code.replaceAll(/\bstry(?:MutAct|Cov)_\w+\([^)]*\)/gu, (call) =>
    call.replaceAll(/"(\d+)"/gu, (whole, number: string) => JSON.stringify(ids.get(number) ?? whole)),
  );
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const SILENT = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => false,
  isErrorEnabled: () => false,
  isFatalEnabled: () => false,
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  fatal: () => undefined,
};
