import { MOST_MEMORY, type Ended } from './messages.ts';
import { Child } from './child-process.ts';
import type { Failure } from './failure.ts';
import type { Input, Target } from './target.ts';

/** What came of an input. */
export type Played = Ended | Failure;

/** Plays inputs of a target in a process of its own, and in a new one where that was killed or has died. */
export class Player implements AsyncDisposable {
  readonly #target: Target;
  #child: Child | undefined;

  constructor(target: Target) {
    this.#target = target;
  }

  async play(input: Input): Promise<Played> {
    const first = await this.#ask(input);
    if (first.kind !== 'ended' || first.peak <= MOST_MEMORY) return first;
    // What lies about from earlier inputs is no fault of this one: a new process tells.
    await this.#end();
    const again = await this.#ask(input);
    if (again.kind !== 'ended') return again;
    if (again.peak > MOST_MEMORY) return { kind: 'grew', what: `it took ${again.peak} MB` };
    return first.held > MOST_MEMORY
      ? { kind: 'leaked', what: `${first.held} MB were still held after many inputs` }
      : again;
  }

  async #ask(input: Input): Promise<Played> {
    this.#child ??= await Child.start(this.#target);
    const played = await this.#child.ask(input);
    // After what was thrown, the process may be in any state.
    if (played.kind !== 'ended') await this.#end();
    return played;
  }

  async #end(): Promise<void> {
    await this.#child?.end();
    this.#child = undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end();
  }
}
