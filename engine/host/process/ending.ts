import { systemClock } from '../clock.ts';
import type { Timeout } from '../../model/host/clock.ts';
import { isGroupAlive, signalGroup } from './left-behind.ts';

/** Why a command was ended before it ended itself. */
export type EndReason = 'timedOut' | 'aborted' | 'overflown';

// Together below the five seconds in which a command is over once it is to end, with the time to read what is left.
const KILL_AFTER_MS = 3_000;
const GIVE_UP_AFTER_MS = 4_000;
const POLL_MS = 50;
/** What is just ending when its parent has ended is not left behind. */
const GROUP_MS = 500;

/** The end of one command: asked for, then by force, then no longer waited for. */
export class ChildEnding {
  readonly #group: number | undefined;
  readonly givenUp: Promise<void>;
  #giveUp: () => void = () => undefined;
  #reason: EndReason | undefined;
  #begun = 0;
  readonly #timers: Timeout[] = [];

  constructor(group: number | undefined) {
    this.#group = group;
    this.givenUp = new Promise((settle) => (this.#giveUp = settle));
  }

  get reason(): EndReason | undefined {
    return this.#reason;
  }

  /** Ends it when its time is over or the signal says so. The result calls that off. */
  watch(limit: number, signal: AbortSignal | undefined): () => void {
    const onAbort = (): void => this.begin('aborted');
    if (signal?.aborted === true) onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });
    const timer = systemClock.after(limit, () => this.begin('timedOut'));
    return () => {
      timer.cancel();
      signal?.removeEventListener('abort', onAbort);
    };
  }

  /** The first reason counts. */
  begin(reason: EndReason): void {
    if (this.#reason !== undefined || this.#group === undefined) return;
    const group = this.#group;
    this.#reason = reason;
    this.#begun = systemClock.now().getTime();
    signalGroup(group, 'SIGTERM');
    this.#timers.push(
      systemClock.after(KILL_AFTER_MS, () => signalGroup(group, 'SIGKILL')),
      systemClock.after(GIVE_UP_AFTER_MS, () => this.#giveUp()),
    );
  }

  /**
   * Waits until the rest of the group has ended: what was ended by us until it is killed, else for a moment. Whether some
   * of it is left.
   */
  async settleGroup(): Promise<boolean> {
    const group = this.#group;
    if (group === undefined) return false;
    const until =
      this.#reason === undefined ? systemClock.now().getTime() + GROUP_MS : this.#begun + GIVE_UP_AFTER_MS;
    while (isGroupAlive(group) && systemClock.now().getTime() < until) await systemClock.sleep(POLL_MS);
    for (const timer of this.#timers) timer.cancel();
    return isGroupAlive(group);
  }
}
