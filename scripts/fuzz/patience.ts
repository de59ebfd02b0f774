import { hasChildren, memoryOf, usageOf, type Usage } from './usage.ts';

/** Milliseconds of work, or of waiting for nothing of its own, after which a process hangs. */
export const HANG_MS = 5_000;

/** How long a process has worked and waited since it is looked at, in milliseconds. */
export interface Spent {
  readonly worked: number;
  /** Without a processor, though it did not want one, and with nothing of its own running. */
  readonly waited: number;
  /** Megabytes at most. */
  readonly peak: number;
}

/**
 * Looks at a process again and again. What it has started has limits of its own, so the time of that is not counted
 * here; it may be waited for as long as it runs.
 */
export class Patience {
  readonly #pid: number;
  #last: { readonly at: number; readonly usage: Usage };
  #spent: Spent = { worked: 0, waited: 0, peak: 0 };

  constructor(pid: number) {
    this.#pid = pid;
    this.#last = { at: performance.now(), usage: usageOf(pid) };
  }

  look(): Spent {
    const [at, usage] = [performance.now(), usageOf(this.#pid)];
    // A thread that has ended is counted no more.
    const worked = Math.max(0, usage.busy - this.#last.usage.busy);
    const queued = Math.max(0, usage.queued - this.#last.usage.queued);
    const others = Math.max(0, usage.others - this.#last.usage.others);
    const idle = Math.max(0, at - this.#last.at - worked - queued - others);
    this.#last = { at, usage };
    this.#spent = {
      worked: this.#spent.worked + worked,
      waited: hasChildren(this.#pid) ? 0 : this.#spent.waited + idle,
      peak: Math.max(this.#spent.peak, memoryOf(this.#pid).peak),
    };
    return this.#spent;
  }
}

/** Why it is to be ended; undefined while it is not. */
export function whyHung({ worked, waited }: Spent): string | undefined {
  if (worked <= HANG_MS && waited <= HANG_MS) return undefined;
  return `${Math.round(worked)} ms of work and ${Math.round(waited)} ms of waiting`;
}
