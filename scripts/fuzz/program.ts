import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT_CODES } from '../../engine/model/outcome.ts';
import { MOST_MEMORY } from './messages.ts';
import { Patience, whyHung } from './patience.ts';

/** The built program. */
const BIN = new URL('../../dist/cli/bin.cjs', import.meta.url).pathname;

/**
 * Milliseconds that a command may take with all that it starts: Nix and systemd, which have limits of their own. What it
 * does itself may take no longer than an input of any other target.
 */
const PATIENCE = 120_000;
const LOOK = 200;

const DOCUMENTED: ReadonlySet<number | null> = new Set(Object.values(EXIT_CODES));

/** A line of a stack, as Node prints them. */
const STACK = /^\s+at .+:\d+:\d+\)?$/mu;

/** What a command printed and ended with. */
export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Megabytes that it had at most, as far as was seen. */
  readonly peak: number;
  /** Why it was ended before it ended itself. */
  readonly hung?: string;
}

/** A sandbox host of its own: where it is, and how to run the program on it. */
export interface Sandbox {
  readonly directory: string;
  /** Throws where the command hangs, dies, ends with a code that is not documented or shows a stack. */
  readonly run: (args: readonly string[], env?: NodeJS.ProcessEnv) => Promise<Ended>;
  readonly close: () => Promise<void>;
}

/** Makes one. Throws where the program is not built, or has no Nix. */
export async function makeSandbox(): Promise<Sandbox> {
  if (!existsSync(BIN)) throw new Error('build the program first: npm run build');
  const base = mkdtempSync(join(tmpdir(), 'nixos-ai-fuzz-'));
  const directory = join(base, 'host');
  let usual = 0;
  const run = async (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> => {
    const ended = checked(args, await runProgram(args, { ...env, NIXOS_AI_HOST: directory }));
    if (usual > 0 && ended.peak > usual + MOST_MEMORY)
      throw new Error(`${args.join(' ')} took ${ended.peak} MB, usually ${usual}`);
    return ended;
  };
  const made = await runProgram(['sandbox', 'create', directory, '--json'], {});
  if (made.exitCode !== 0) throw new Error(`no sandbox host: ${made.stdout}${made.stderr}`);
  usual = (await run(['status'])).peak;
  const close = async (): Promise<void> => {
    await runProgram(['sandbox', 'stop', directory], {});
    rmSync(base, { recursive: true, force: true });
  };
  return { directory, run, close };
}

/** Starts the program, for what is not waited for. */
export function startProgram(args: readonly string[], env: NodeJS.ProcessEnv) {
  return spawn(process.execPath, [BIN, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', ...env },
  });
}

async function runProgram(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  const child = startProgram(args, env);
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const patience = new Patience(child.pid ?? 0);
  let hung: string | undefined;
  const end = (why: string): void => {
    hung ??= why;
    child.kill('SIGKILL');
  };
  let { peak } = patience.look();
  const looks = setInterval(() => {
    const spent = patience.look();
    ({ peak } = spent);
    const why = whyHung(spent);
    if (why !== undefined) end(why);
  }, LOOK);
  const killer = setTimeout(() => end(`${PATIENCE} ms with what it has started`), PATIENCE);
  return new Promise((settle) => {
    child.on('close', (exitCode) => {
      clearInterval(looks);
      clearTimeout(killer);
      settle({ exitCode, stdout, stderr, peak, ...(hung === undefined ? {} : { hung }) });
    });
  });
}

function checked(args: readonly string[], ended: Ended): Ended {
  const { exitCode, stderr, stdout, hung } = ended;
  if (hung !== undefined) throw new Error(`${args.join(' ')} was ended after ${hung}\n${stderr}`);
  if (!DOCUMENTED.has(exitCode))
    throw new Error(`${args.join(' ')} ended with ${exitCode ?? 'a signal'}\n${stderr}`);
  checkNoStack(args.join(' '), `${stdout}\n${stderr}`);
  return ended;
}

/** Throws where a text shows where in the program something went wrong: that is for nobody who uses it. */
export function checkNoStack(what: string, text: string): void {
  if (STACK.test(text)) throw new Error(`${what} shows a stack\n${text.slice(0, 4_000)}`);
}
