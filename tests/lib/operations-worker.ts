import { Session } from 'node:inspector/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { Work } from './operations.ts';

/*
 * The thread of operations.ts. The engine of JavaScript itself counts the blocks that run: it is told so before the
 * module is loaded. Within a search there are no blocks, so each one adds the characters that it went over.
 */

const LONG = 4_000;
let searched = 0;
const unlimited = new Set<string>();

const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
countSearches();

type Prepare = (...args: readonly unknown[]) => () => unknown;
const module = (await import(String(workerData))) as Readonly<Record<string, Prepare>>;

parentPort?.on('message', ({ name, args }: { name: string; args: readonly unknown[] }) => {
  void count(name, args).then((work) => parentPort?.postMessage(work));
});

async function count(name: string, args: readonly unknown[]): Promise<Work> {
  const work = module[name]?.(...args);
  if (work === undefined) throw new Error(`${String(workerData)} has no ${name}`);
  await blocksRun();
  searched = 0;
  unlimited.clear();
  await work();
  const inSearches = searched;
  return { operations: inSearches + (await blocksRun()), unlimited: [...unlimited].sort() };
}

/** Since it was last asked; ours, and those of the libraries that ours call. */
async function blocksRun(): Promise<number> {
  const { result } = await session.post('Profiler.takePreciseCoverage');
  return result
    .filter(({ url }) => url.includes('/engine/') || url.includes('/node_modules/'))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
    .reduce((sum, range) => sum + range.count, 0);
}

type Search = (this: string, what: string, from?: number) => number;
type Match = (this: RegExp, text: string) => RegExpExecArray | null;

function countSearches(): void {
  const search: Search = Reflect.get(String.prototype, 'indexOf');
  const match: Match = Reflect.get(RegExp.prototype, 'exec');
  const searchAndCount: Search = function (this: string, what, from = 0) {
    const found = search.call(this, what, from);
    searched += (found === -1 ? this.length : found) - from;
    return found;
  };
  replace(String.prototype, 'indexOf', searchAndCount);
  replace(String.prototype, 'includes', function (this: string, what: string, from?: number): boolean {
    return searchAndCount.call(this, what, from) !== -1;
  });
  replace(RegExp.prototype, 'exec', function (this: RegExp, text: string): RegExpExecArray | null {
    const from = this.global || this.sticky ? this.lastIndex : 0;
    const found = match.call(this, text);
    if (found !== null) searched += found.index + found[0].length - from;
    else if (!this.sticky) searched += text.length - from;
    if (text.length > LONG && isUnlimited(this.source)) unlimited.add(this.source);
    return found;
  });
}

function replace(where: object, name: string, value: unknown): void {
  Object.defineProperty(where, name, { value, configurable: true, writable: true });
}

/** Whether something repeats without a limit: `a*`, `a+`, `a{2,}`, outside of brackets. */
function isUnlimited(source: string): boolean {
  const bare = source.replaceAll(/\\./gu, 'x').replaceAll(/\[[^\]]*\]/gu, 'x');
  return /[*+]|\{\d+,\}/u.test(bare);
}
