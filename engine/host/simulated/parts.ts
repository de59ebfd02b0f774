import type { Exec } from '../../model/host/exec.ts';
import type { SimulatedClock } from './clock.ts';
import type { Effects } from './effects.ts';
import type { SimulatedState } from './state.ts';

/** What the members of a simulated host are made of. */
export interface SimulatedParts {
  readonly state: SimulatedState;
  readonly effects: Effects;
  readonly clock: SimulatedClock;
  /** What every command of the host runs through. */
  readonly wrap: (exec: Exec) => Exec;
}
