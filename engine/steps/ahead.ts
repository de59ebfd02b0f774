import type { Result } from '../model/finding.ts';
import type { EvaluatedFacts } from '../model/host/evaluate.ts';

/** Undefined where nothing came of it; who asked evaluates then. */
export type Foreseen = Result<EvaluatedFacts> | undefined;

/**
 * At most one evaluation that was begun before it was certain that it is needed, by what it evaluates. What becomes of
 * it is taken once, by who needs just that, or dropped.
 */
export class Ahead {
  #begun:
    { readonly key: string; readonly facts: Promise<Foreseen>; readonly end: AbortController } | undefined;

  get isBegun(): boolean {
    return this.#begun !== undefined;
  }

  /** Does nothing where one is begun. */
  begin(key: string, evaluate: (signal: AbortSignal) => Promise<Foreseen>): void {
    if (this.#begun !== undefined) return;
    const end = new AbortController();
    // Whether it is needed is not known, so neither is whether it may fail.
    this.#begun = { key, facts: evaluate(end.signal).catch(() => undefined), end };
  }

  /** Undefined where something else was begun, which ends, or nothing. */
  async take(key: string, signal: AbortSignal): Promise<Foreseen> {
    const begun = this.#begun;
    if (begun === undefined) return undefined;
    this.#begun = undefined;
    const drop = (): void => begun.end.abort();
    if (begun.key !== key || signal.aborted) drop();
    signal.addEventListener('abort', drop, { once: true });
    const facts = await begun.facts;
    signal.removeEventListener('abort', drop);
    return begun.key === key && !signal.aborted ? facts : undefined;
  }

  /** Ends what was begun, if anything was. */
  async drop(): Promise<void> {
    await this.take('', AbortSignal.abort());
  }
}
