import type { Asked } from '../host/socket/server.ts';
import type { ServiceLog } from '../journal/service-log.ts';
import type { Clock } from '../model/host/clock.ts';
import { EXIT_CODES } from '../model/outcome.ts';
import type { ServiceEvent } from '../model/service/service-event.ts';
import { redactData } from '../redact/redact-data.ts';
import { redactByForm } from '../run/host-redactor.ts';

/** Who asks for the events of the service, and what it takes to tell them. */
export type Follower = Pick<Asked, 'reply' | 'waiting' | 'gone'>;

/** What is asked for. */
export interface EventsWanted {
  /** Only what comes after the event of this number. */
  readonly after: number;
  /** Also what is yet to come. */
  readonly follow: boolean;
}

/** Events that are read at once. */
const PAGE = 200;
/** A caller that has this much before them gets more when they have taken some. */
const ENOUGH_BYTES = 256 * 1024;
const LOOK_MS = 200;
/** Whoever takes nothing for so long is not there. */
const STUCK_MS = 60_000;
/** One can tell a service that has nothing to say from one that is gone. */
const HEARTBEAT_MS = 15_000;
/** Then the caller asks again, and is counted again. */
const LONGEST_MS = 10 * 60_000;

/**
 * Answers who asks for the events of the service, in the service itself: a follower is a number in its log and a socket, not a
 * process. Each reads at its own speed, and is told no faster than it takes.
 *
 * @example
 * await followers.answer(asked, { after: 0, follow: true });
 */
export class Followers {
  readonly #log: ServiceLog;
  readonly #clock: Clock;
  readonly #woken = new Set<() => void>();
  readonly #lines = new Map<number, string>();

  constructor(log: ServiceLog, clock: Clock) {
    this.#log = log;
    this.#clock = clock;
  }

  /** The log has grown. */
  wake(): void {
    for (const look of this.#woken) look();
  }

  /** Settles when everything was said, or nobody listens any more. */
  async answer(follower: Follower, { after, follow }: EventsWanted): Promise<void> {
    const end = follow ? Infinity : this.#log.last();
    const told = new Telling(after, this.#now());
    const turn = new Turn();
    const look = (): void => turn.wake();
    follower.gone.addEventListener('abort', look, { once: true });
    this.#woken.add(look);
    try {
      for (;;) {
        const state = this.#tell(follower, told, end);
        if (state === 'done') return;
        await turn.next(this.#clock, state === 'behind' ? LOOK_MS : HEARTBEAT_MS);
      }
    } finally {
      this.#woken.delete(look);
      follower.gone.removeEventListener('abort', look);
    }
  }

  /** `behind`: the caller has enough before them; `level`: there is nothing more yet. */
  #tell(follower: Follower, told: Telling, end: number): 'behind' | 'level' | 'done' {
    if (follower.gone.aborted) return 'done';
    if (follower.waiting() >= ENOUGH_BYTES) return told.isStuck(this.#now()) ? 'done' : 'behind';
    told.taken(this.#now());
    if (told.isLong(this.#now())) return this.#end(follower, true);
    const events = this.#log.after(told.last, PAGE).filter(({ id }) => id <= end);
    for (const event of events) {
      if (!follower.reply(this.#lineOf(event))) return 'done';
      told.say(event.id, this.#now());
    }
    if (events.length === PAGE) return 'behind';
    if (end !== Infinity) return this.#end(follower, false);
    if (!told.isSilent(this.#now())) return 'level';
    follower.reply(JSON.stringify({ v: 1, type: 'heartbeat', after: told.last }));
    told.say(told.last, this.#now());
    return 'level';
  }

  #end(follower: Follower, again: boolean): 'done' {
    const more = again ? { again } : {};
    follower.reply(
      JSON.stringify({ v: 1, type: 'end', exitCode: EXIT_CODES.verified, message: '', ...more }),
    );
    return 'done';
  }

  /** Whoever follows gets the same lines: they are made once. */
  #lineOf({ v, type, ...rest }: ServiceEvent): string {
    const made = this.#lines.get(rest.id);
    if (made !== undefined) return made;
    const line = JSON.stringify(redactData({ v, type, ...rest }, redactByForm));
    this.#lines.set(rest.id, line);
    const [first] = this.#lines.keys();
    if (this.#lines.size > PAGE && first !== undefined) this.#lines.delete(first);
    return line;
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}

/** What one caller waits for: to be woken, or a time. */
class Turn {
  #waiting = new AbortController();

  wake(): void {
    this.#waiting.abort();
  }

  async next(clock: Clock, within: number): Promise<void> {
    await clock.sleep(within, this.#waiting.signal);
    this.#waiting = new AbortController();
  }
}

/** How far one caller was told, and when. */
class Telling {
  last: number;
  readonly #begun: number;
  #said: number;
  #taken: number;

  constructor(after: number, now: number) {
    this.last = after;
    this.#begun = now;
    this.#said = now;
    this.#taken = now;
  }

  say(id: number, now: number): void {
    this.last = id;
    this.#said = now;
  }

  taken(now: number): void {
    this.#taken = now;
  }

  isStuck(now: number): boolean {
    return now - this.#taken > STUCK_MS;
  }

  isLong(now: number): boolean {
    return now - this.#begun >= LONGEST_MS;
  }

  isSilent(now: number): boolean {
    return now - this.#said >= HEARTBEAT_MS;
  }
}
