import { setTimeout as delay } from 'node:timers/promises';
import type { Clock, Timeout } from '../model/host/clock.ts';

/** The time of this computer. Nothing else of the engine asks for it, or waits. */
export const systemClock: Clock = {
  now: () => new Date(),
  sleep: async (ms, signal) => {
    try {
      await delay(ms, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      if (signal?.aborted !== true) throw error;
    }
  },
  timeout: (ms) => AbortSignal.timeout(ms),
  after: (ms, act) => callable(setTimeout(act, ms)),
  every: (ms, act) => callable(setInterval(act, ms)),
};

function callable(timer: NodeJS.Timeout): Timeout {
  return {
    cancel: () => clearTimeout(timer),
    unref: () => void timer.unref(),
  };
}
