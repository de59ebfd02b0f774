import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { digest } from './mutants.ts';
import { CACHE, ROOT } from './places.ts';
import { PROMISES } from './promises/index.ts';
import type { Broken } from './promises/broken.ts';

/** What the named test said: of the whole project, or of one in which a promise is broken. */
type Said = 'passed' | 'failed' | 'not run';

export type Told = 'kept' | 'noticed' | 'not noticed' | 'not run' | 'fails without it';

/** Tests of the built program. */
const OF_PROGRAM = /^tests\/(?:app|cli|faults|machine\/systemd|runbooks|service)\//u;
/** They need containers, and take minutes. */
const IN_CONTAINERS = /^tests\/machine\/systemd\//u;
const LIMIT = 900_000;

/**
 * Breaks promises in a copy of the project, one at a time, and runs the test that each names: it passes on what is whole,
 * and fails on what is broken. One that was noticed before is not broken again until its test or its code has changed.
 *
 * @param text - Only promises whose words, test or file hold it.
 */
export async function tryPromises(
  text: string,
  inContainers: boolean,
  say: (line: string) => void,
): Promise<boolean> {
  using copy = new Copy();
  const whole = new Map<string, Said>();
  let all = true;
  for (const broken of quickFirst(PROMISES)) {
    const { promise, test, title = '', file } = broken;
    if (![promise, test, title, file].some((part) => part.includes(text))) continue;
    if (IN_CONTAINERS.test(test) && !inContainers) continue;
    if (lastTold(broken) === 'noticed') {
      say(`${'noticed before'.padEnd(16)} ${promise} ${test} "${title}"`);
      continue;
    }
    const key = `${test} ${title}`;
    const before = whole.get(key) ?? (await copy.run(broken));
    whole.set(key, before);
    const after = before === 'passed' ? await copy.runBroken(broken) : 'not run';
    const told = before === 'failed' ? 'fails without it' : TOLD[after];
    remember(broken, told);
    say(`${told.padEnd(16)} ${promise} ${test} "${title}"`);
    all &&= told === 'noticed' || told === 'not run';
  }
  return all;
}

/** Tests of the built program take longer, and each needs a build. */
function quickFirst(all: readonly Broken[]): readonly Broken[] {
  return [
    ...all.filter(({ test }) => !OF_PROGRAM.test(test)),
    ...all.filter(({ test }) => OF_PROGRAM.test(test)),
  ];
}

const TOLD: Readonly<Record<Said, Told>> = { failed: 'noticed', passed: 'not noticed', 'not run': 'not run' };

/** What was last told of a broken promise, where neither it nor its test has changed since. */
export function lastTold(broken: Broken): Told | undefined {
  return readTold()[keyOf(broken)];
}

function remember(broken: Broken, told: Told): void {
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(TOLD_FILE, JSON.stringify({ ...readTold(), [keyOf(broken)]: told }));
}

function readTold(): Readonly<Record<string, Told>> {
  return existsSync(TOLD_FILE) ? (JSON.parse(readFileSync(TOLD_FILE, 'utf8')) as Record<string, Told>) : {};
}

const TOLD_FILE = `${CACHE}promises.json`;

function keyOf({ test, title = '', file, code, to }: Broken): string {
  return digest(test, title, readFileSync(ROOT + test, 'utf8'), file, code, to);
}

/** A copy of the project. */
class Copy implements Disposable {
  readonly #directory = mkdtempSync(join(tmpdir(), 'broken-promise-'));
  /** Tests that need those before them in their file. */
  readonly #whole = new Set<string>();

  constructor() {
    const left = new Set(['node_modules', '.git', '.cache', '.toolchain', 'dist']);
    cpSync(ROOT, this.#directory, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !left.has(basename(path)),
    });
    for (const name of ['node_modules', '.toolchain'])
      if (existsSync(ROOT + name)) symlinkSync(ROOT + name, join(this.#directory, name));
  }

  /** The named test of the project as it is. */
  async run({ test, title }: Broken): Promise<Said> {
    await this.#build(true);
    const alone = await this.#test(test, title, true);
    if (title === undefined || alone !== 'failed') return alone;
    this.#whole.add(test);
    return this.#test(test, title, false);
  }

  async runBroken({ file, code, to, test, title }: Broken): Promise<Said> {
    const path = join(this.#directory, file);
    const text = readFileSync(path, 'utf8');
    writeFileSync(
      path,
      text.replace(code, () => to),
    );
    this.#built = false;
    try {
      // What cannot be built is noticed, but says nothing of the test.
      await this.#build(OF_PROGRAM.test(test));
      return await this.#test(test, title, !this.#whole.has(test));
    } finally {
      writeFileSync(path, text);
      this.#built = false;
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.#directory, { recursive: true, force: true });
  }

  #built = false;

  async #build(wanted: boolean): Promise<void> {
    if (!wanted || this.#built) return;
    const exit = await this.#node(['scripts/build.ts']);
    if (exit !== 0) throw new Error(`the copy cannot be built: exit code ${String(exit)}`);
    this.#built = true;
  }

  async #test(file: string, title: string | undefined, alone: boolean): Promise<Said> {
    const out = join(this.#directory, '.said.json');
    rmSync(out, { force: true });
    const named = title === undefined ? undefined : patternOf(title);
    const only = alone && named !== undefined ? ['-t', named] : [];
    const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
    const report = ['--reporter=json', `--outputFile=${out}`];
    await this.#node([vitest, 'run', '--config', 'tests/vitest.config.ts', file, ...only, ...report]);
    // One that hangs says nothing.
    if (!existsSync(out)) return 'failed';
    return judge(JSON.parse(readFileSync(out, 'utf8')) as Report, named);
  }

  async #node(args: readonly string[]): Promise<number | null> {
    const child = spawn(process.execPath, [...args], {
      cwd: this.#directory,
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const late = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL'), LIMIT);
    return new Promise((settle) =>
      child.once('close', (code) => {
        clearTimeout(late);
        settle(code);
      }),
    );
  }
}

/** What Vitest writes of a run. */
interface Report {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

function judge({ success, testResults }: Report, named: string | undefined): Said {
  const wanted = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ fullName }) => named === undefined || new RegExp(named, 'u').test(fullName));
  if (wanted.some(({ status }) => status === 'failed')) return 'failed';
  if (wanted.some(({ status }) => status === 'passed'))
    return success || named !== undefined ? 'passed' : 'failed';
  return success ? 'not run' : 'failed';
}

/** A title with places for the values of a table. */
function patternOf(title: string): string {
  return title
    .split(/%[sidjfo]/u)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\/]/gu, String.raw`\$&`))
    .join('.*');
}
