import { setTimeout as delay } from 'node:timers/promises';

/** Time as the engine sees it. The simulated one in tests/ moves when told to. */
export interface Clock {
  now(): Date;
  /** Resolves after `ms` milliseconds; early, without throwing, when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: async (ms, signal) => {
    try {
      await delay(ms, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      if (signal?.aborted !== true) throw error;
    }
  },
};
