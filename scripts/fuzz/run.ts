import * as fc from 'fast-check';
import { reasonOf, type Failure } from './failure.ts';
import { minimise } from './minimise.ts';
import { Player, type Played } from './player.ts';
import type { Input, Target } from './target.ts';

/** How long to try, in milliseconds or in inputs, and from which seed. */
export interface Budget {
  readonly seed: number;
  readonly milliseconds?: number;
  readonly inputs?: number;
}

/** A failure, with the smallest input that was found for it. */
export interface Found {
  readonly target: string;
  readonly seed: number;
  readonly failure: Failure;
  readonly input: Input;
}

/** What came of all inputs of a target. Times in milliseconds, memory in megabytes. */
export interface Tally {
  readonly target: string;
  readonly inputs: number;
  readonly taken: number;
  readonly took: number;
  readonly worst: number;
  readonly peak: number;
  readonly found: readonly Found[];
}

const BATCH = 300;
/** Milliseconds that are spent on making the input of one failure smaller: by what it was made of, then as text. */
const SHRINKING = { parts: 20_000, text: 60_000 } as const;

/**
 * Tries inputs of a target until the budget is spent. What fails is made smaller, told once for each reason, and passed
 * over from then on.
 */
export async function fuzzTarget(
  target: Target,
  budget: Budget,
  onFound: (found: Found) => void = () => undefined,
): Promise<Tally> {
  await using hunt = new Hunt(target, budget);
  for (let seed = budget.seed; !hunt.isOver(); seed += 1) {
    const found = await hunt.playFrom(seed);
    if (found !== undefined) onFound(found);
  }
  return hunt.tally();
}

class Hunt implements AsyncDisposable {
  readonly #target: Target;
  readonly #budget: Budget;
  readonly #player: Player;
  /** When the subject was there; until then no time is spent. */
  #begun: number | undefined;
  readonly #known = new Set<string>();
  readonly #found: Found[] = [];
  #count = { inputs: 0, taken: 0, worst: 0, peak: 0 };

  constructor(target: Target, budget: Budget) {
    this.#target = target;
    this.#budget = budget;
    this.#player = new Player(target);
  }

  isOver(): boolean {
    const { milliseconds = Number.POSITIVE_INFINITY, inputs = Number.POSITIVE_INFINITY } = this.#budget;
    return this.#took() >= milliseconds || this.#count.inputs >= inputs;
  }

  tally(): Tally {
    return { target: this.#target.name, ...this.#count, took: this.#took(), found: this.#found };
  }

  #took(): number {
    return this.#begun === undefined ? 0 : performance.now() - this.#begun;
  }

  /** Inputs from one seed, until one fails in a new way. */
  async playFrom(seed: number): Promise<Found | undefined> {
    let reason: string | undefined;
    let deadline = Number.POSITIVE_INFINITY;
    const tried = fc.asyncProperty(this.#target.inputs(), async (input) => {
      if (reason === undefined ? this.isOver() : performance.now() > deadline) return;
      const played = await this.#play(input);
      if (played.kind === 'ended' || this.#known.has(reasonOf(played))) return;
      reason ??= reasonOf(played);
      deadline = Math.min(deadline, performance.now() + SHRINKING.parts);
      if (reasonOf(played) === reason) throw new Error(reason);
    });
    const { counterexample } = await fc.check(tried, { seed, numRuns: this.#target.batch ?? BATCH });
    const [input] = counterexample ?? [];
    return input === undefined || reason === undefined ? undefined : this.#keep(seed, input, reason);
  }

  async #keep(seed: number, input: Input, reason: string): Promise<Found> {
    const deadline = performance.now() + SHRINKING.text;
    let failure: Failure = { kind: 'threw', what: `${reason} (not again when it was tried alone)` };
    const fails = async (less: Input): Promise<boolean> => {
      const played = await this.#play(less);
      if (played.kind === 'ended' || reasonOf(played) !== reason) return false;
      failure = played;
      return true;
    };
    await fails(input);
    const least = await minimise(input, fails, () => performance.now() > deadline);
    this.#known.add(reason);
    const found = { target: this.#target.name, seed, failure, input: least };
    this.#found.push(found);
    return found;
  }

  async #play(input: Input): Promise<Played> {
    const played = await this.#player.play(input);
    this.#begun ??= performance.now();
    const { inputs, taken, worst, peak } = this.#count;
    const ended = played.kind === 'ended' ? played : { took: 0, peak: 0, ending: 'refused' };
    this.#count = {
      inputs: inputs + 1,
      taken: taken + (ended.ending === 'taken' ? 1 : 0),
      worst: Math.max(worst, ended.took),
      peak: Math.max(peak, ended.peak),
    };
    return played;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#player[Symbol.asyncDispose]();
  }
}
