import { fork, type ChildProcess } from 'node:child_process';
import type { Answer, Request } from './session.ts';
import { ROOT } from './places.ts';

interface Started {
  readonly process: ChildProcess;
  readonly files: readonly string[];
}

/** Runs test files in a process of its own, which is ended and begun anew when a mutant hangs. */
export class Runner implements AsyncDisposable {
  #child: Promise<Started> | undefined;

  /** Every test file that a mutant may be tried with. */
  async files(): Promise<readonly string[]> {
    return (await this.#started()).files;
  }

  /** Undefined: it took longer than the milliseconds given, or the process died of it. */
  async ask(request: Request, limit: number): Promise<Answer | undefined> {
    const { process: child } = await this.#started();
    const answer = new Promise<Answer | undefined>((resolve) => {
      child.once('message', (said) => resolve(said as Answer));
      child.once('exit', () => resolve(undefined));
      setTimeout(() => resolve(undefined), limit).unref();
    });
    child.send(request);
    const said = await answer;
    child.removeAllListeners('message');
    child.removeAllListeners('exit');
    if (said === undefined) await this[Symbol.asyncDispose]();
    return said;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const child = (await this.#child)?.process;
    this.#child = undefined;
    // The workers are in the group of the process, and a test that goes round does not hear it end.
    if (child?.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  }

  async #started(): Promise<Started> {
    this.#child ??= new Promise((resolve, reject) => {
      const child = fork(`${ROOT}scripts/mutate/session.ts`, [], {
        cwd: ROOT,
        detached: true,
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        env: { ...process.env, NODE_ENV: 'test' },
      });
      child.once('message', (said) => {
        child.removeAllListeners('exit');
        resolve({ process: child, files: (said as { files: readonly string[] }).files });
      });
      child.once('exit', (code) => reject(new Error(`the tests do not start: exit code ${String(code)}`)));
    });
    return this.#child;
  }
}
