import type { Clock, Timeout } from '../../model/host/clock.ts';

interface Event {
  readonly at: number;
  readonly act: () => void;
}

/**
 * Time that passes only when somebody waits for it, or when it is told to. What is due happens in its order; between
 * two events everything that can go on does, so that the same run always takes the same course.
 */
export class SimulatedClock implements Clock {
  #now: number;
  #events: readonly Event[] = [];
  #waiting = 0;
  #ticking = false;

  /** @param start - ISO 8601. */
  constructor(start = '2026-01-05T12:00:00.000Z') {
    this.#now = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return;
    this.#waiting += 1;
    await new Promise<void>((settle) => {
      const due = this.#schedule(ms, settle);
      signal?.addEventListener('abort', () => {
        this.#drop(due);
        settle();
      });
      this.#tick();
    });
    this.#waiting -= 1;
  }

  timeout(ms: number): AbortSignal {
    const ending = new AbortController();
    this.#schedule(ms, () => ending.abort(new DOMException('it took too long', 'TimeoutError')));
    return ending.signal;
  }

  after(ms: number, act: () => void): Timeout {
    const due = this.#schedule(ms, act);
    return { cancel: () => this.#drop(due), unref: () => undefined };
  }

  every(ms: number, act: () => void): Timeout {
    let due: Event;
    const again = (): void => {
      due = this.#schedule(ms, () => {
        again();
        act();
      });
    };
    again();
    return { cancel: () => this.#drop(due), unref: () => undefined };
  }

  /** Lets time pass: everything that is due until then happens. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await breathe();
    for (let next = this.#next(); next !== undefined && next.at <= until; next = this.#next()) {
      this.#happen(next);
      await breathe();
    }
    this.#now = Math.max(this.#now, until);
  }

  /** As long as somebody sleeps, time goes on to what is due next. */
  #tick(): void {
    if (this.#ticking) return;
    this.#ticking = true;
    void this.#goOn();
  }

  async #goOn(): Promise<void> {
    await breathe();
    this.#ticking = false;
    const next = this.#next();
    if (this.#waiting === 0 || next === undefined) return;
    this.#happen(next);
    this.#tick();
  }

  #happen(event: Event): void {
    this.#drop(event);
    this.#now = Math.max(this.#now, event.at);
    event.act();
  }

  #schedule(ms: number, act: () => void): Event {
    const event = { at: this.#now + ms, act };
    this.#events = [...this.#events, event];
    return event;
  }

  #drop(event: Event): void {
    this.#events = this.#events.filter((other) => other !== event);
  }

  #next(): Event | undefined {
    return this.#events.toSorted((left, right) => left.at - right.at)[0];
  }
}

/** Until nothing goes on that waits for no time. */
async function breathe(): Promise<void> {
  return new Promise((settle) => setImmediate(settle));
}
