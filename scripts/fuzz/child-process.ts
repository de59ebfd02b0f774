import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Failure } from './failure.ts';
import { readAnswer, type Answer, type Ended } from './messages.ts';
import { HANG_MS } from './patience.ts';
import type { Input, Target } from './target.ts';
import { usageOf } from './usage.ts';

const PROGRAM = new URL('child.ts', import.meta.url).pathname;
/**
 * Times as long as it may work, one may do nothing and want nothing: what is waited for then is not its own work but a disk,
 * or us who ask, and what waits for something that never comes waits for longer still.
 */
const WAITING = 12;
/** One that starts programs, which are looked at one by one (patience.ts). */
const WAITING_FOR_PROGRAMS = 60;
/** Milliseconds for a subject to be closed. */
const CLOSING = 60_000;
const LOOK = 200;
/** Characters of its standard error that are kept. */
const KEPT = 20_000;

/** A running child.ts. */
export class Child {
  readonly #process: ChildProcess;
  readonly #waiting: number;
  #said = '';

  private constructor(child: ChildProcess, waiting: number) {
    this.#process = child;
    this.#waiting = waiting;
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-KEPT);
    });
  }

  /** A child whose subject is ready. Throws where it could not be made. */
  static async start({ name, waits }: Target): Promise<Child> {
    const started = fork(PROGRAM, [name], {
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    // What cannot be sent to it is seen by its end.
    started.on('error', () => undefined);
    const child = new Child(started, waits === true ? WAITING_FOR_PROGRAMS : WAITING);
    const answer = await child.#answer(() => undefined);
    if (answer.kind !== 'ready')
      throw new Error(`no subject for ${name}: ${'what' in answer ? answer.what : ''}`);
    return child;
  }

  async ask(input: Input): Promise<Ended | Failure> {
    const watch = new AbortController();
    const hung = this.#watch(watch.signal);
    const answer = await this.#answer(() => this.#process.send([...input]));
    watch.abort();
    const spent = await hung;
    if (spent !== undefined) return { kind: 'hung', what: spent };
    return answer.kind === 'ready' ? { kind: 'threw', what: 'it was made a second time' } : answer;
  }

  /** Its subject is closed; where that takes long it is killed. */
  async end(): Promise<void> {
    if (this.#isOver()) return;
    const over = once(this.#process, 'exit');
    this.#process.disconnect();
    const killer = setTimeout(() => this.#process.kill('SIGKILL'), CLOSING);
    await over;
    clearTimeout(killer);
  }

  async #answer(act: () => void): Promise<Answer | Failure> {
    if (this.#isOver()) return this.#died();
    const child = this.#process;
    const over = new AbortController();
    const { signal } = over;
    const heard = once(child, 'message', { signal }).then(([message]: unknown[]) => readAnswer(message));
    // Its last words come before it is closed.
    const closed = once(child, 'close', { signal }).then(() => this.#died());
    try {
      act();
      return await Promise.race([heard, closed]);
    } finally {
      over.abort();
    }
  }

  #died(): Failure {
    const { exitCode, signalCode } = this.#process;
    const what = `${this.#said.trim() || 'it said nothing'}\nended with ${signalCode ?? exitCode ?? 'nothing'}`;
    return { kind: 'died', what };
  }

  /** Kills the process where it takes too long over an input, and says how long. */
  async #watch(signal: AbortSignal): Promise<string | undefined> {
    const [begun, before] = [performance.now(), usageOf(this.#process.pid ?? 0)];
    return new Promise((settle) => {
      const look = setInterval(() => {
        const { busy, queued } = usageOf(this.#process.pid ?? 0);
        const worked = busy - before.busy;
        const idle = performance.now() - begun - worked - (queued - before.queued);
        if (worked <= HANG_MS && idle <= HANG_MS * this.#waiting) return;
        clearInterval(look);
        settle(
          `after ${Math.round(worked)} ms of work and ${Math.round(idle)} ms of waiting there was no answer`,
        );
        this.#process.kill('SIGKILL');
      }, LOOK);
      signal.addEventListener('abort', () => {
        clearInterval(look);
        settle(undefined);
      });
    });
  }

  #isOver(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null;
  }
}
