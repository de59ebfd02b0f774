import type { Principal } from '../model/principal.ts';
import { stopRunNamed as stop, type Stopped } from '../run/play/stop.ts';
import { begin, type Act } from './act.ts';
import { withRunDeps, type AppDeps, type Control } from './deps.ts';

export type { Stopped } from '../run/play/stop.ts';

export interface NamedRunInput extends Control {
  /** The run, or the start of its name. */
  readonly run: string;
}

/**
 * Stops a run by its name: one that is going on puts back what it changed, one that waits for an approval ends, one that
 * waits for the host leaves the queue.
 *
 * Findings: RUN004 no such run, RUN009 nothing of it is going on, HOST005.
 */
export function stopRun(deps: AppDeps, principal: Principal, input: NamedRunInput): Act<Stopped> {
  return begin(deps.redact, async (events) =>
    withRunDeps(deps, principal, input, events, async (run) => stop(run, input.run)),
  );
}
