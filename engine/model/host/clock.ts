/** Time, handed to whoever needs it: a simulated one moves when it is told to. */
export interface Clock {
  now(): Date;
  /** Resolves after `ms` milliseconds; early, without throwing, when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** A signal that aborts after `ms` milliseconds. It keeps no program running. */
  timeout(ms: number): AbortSignal;
  /** Calls `act` once after `ms` milliseconds unless it is called off. */
  after(ms: number, act: () => void): Timeout;
  /** Calls `act` every `ms` milliseconds until it is called off. */
  every(ms: number, act: () => void): Timeout;
}

/** Something that is to be done later. */
export interface Timeout {
  cancel(): void;
  /** The program may end without it. */
  unref(): void;
}
