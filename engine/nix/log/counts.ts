import type { Count } from '../../model/nix-progress.ts';
import type { Field } from './parse-line.ts';

const NONE: Count = { done: 0, expected: 0, running: 0, failed: 0 };

/** How far the activities of one type have come together: those that have ended, and those that go on. */
export class Counts {
  #ended = NONE;
  #listed: number | undefined;
  readonly #open = new Map<string, Count>();
  /** What activities of other types say that is to be expected of this one. */
  readonly #announced = new Map<string, number>();

  progress(id: string, fields: readonly Field[]): void {
    const failed = count(fields[3]);
    // Nix takes what failed out of what it expects; it was asked for nonetheless.
    const expected = count(fields[1]) + failed;
    this.#open.set(id, { done: count(fields[0]), expected, running: count(fields[2]), failed });
  }

  announce(id: string, expected: number): void {
    this.#announced.set(id, expected);
  }

  stop(id: string): void {
    const progress = this.#open.get(id);
    if (progress === undefined) return;
    this.#open.delete(id);
    this.#ended = add(this.#ended, { ...progress, running: 0 });
  }

  /** What Nix says before it begins, and it is exact: what it expects later has for moments what is there already. */
  list(expected: number): void {
    this.#listed = expected;
  }

  /** It was said what is done, and nothing of this. */
  listNone(): void {
    this.#listed ??= 0;
  }

  total(): Count {
    const { done, expected, running, failed } = this.#sum();
    const all = Math.max(this.#listed ?? expected, done + running + failed);
    return { done, expected: all, running, failed };
  }

  /** Done of expected, where the expectation comes from other activities. */
  amount(): { readonly done: number; readonly expected: number } {
    const { done, expected } = this.#sum();
    const announced = [...this.#announced.values()].reduce((sum, one) => sum + one, 0);
    return { done, expected: Math.max(announced === 0 ? expected : announced, done) };
  }

  #sum(): Count {
    return [...this.#open.values()].reduce(add, this.#ended);
  }
}

function add(one: Count, other: Count): Count {
  return {
    done: one.done + other.done,
    expected: one.expected + other.expected,
    running: one.running + other.running,
    failed: one.failed + other.failed,
  };
}

/** A field as a number that can be counted with; 0 for what is none. */
export function count(field: Field | undefined): number {
  return typeof field === 'number' && field >= 0 && Number.isFinite(field) ? Math.min(field, 2 ** 52) : 0;
}
