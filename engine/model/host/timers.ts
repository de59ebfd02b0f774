/** Something that is done after a while unless it is called off, whatever becomes of the engine. */
export interface Timer {
  /** Unit name without suffix. */
  readonly unit: string;
  readonly seconds: number;
  readonly argv: readonly [string, ...string[]];
}

/** How a timer was set: by the service manager, or by a process of its own where there is none. */
export type Armed = 'timer' | 'process';

/** Whether a timer was called off. `answers`: the service manager says that it is still set; else nobody knows. */
export type Disarmed =
  | { readonly off: true; readonly why?: never }
  | { readonly off: false; readonly answers: boolean; readonly why: string };

export interface Timers {
  /** Sets a timer, in the place of one of the same name. */
  arm(timer: Timer): Promise<Armed>;
  /** Calls a timer off, however it was set. One that is not there is fine. */
  disarm(unit: string): Promise<Disarmed>;
}
