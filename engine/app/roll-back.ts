import type { Result } from '../model/finding.ts';
import type { Principal } from '../model/principal.ts';
import type { RunDeps, RunResult } from '../run/play/conduct.ts';
import { startRollback } from '../run/play/take-back.ts';
import { begin, type Act, type Events } from './act.ts';
import { withRunDeps, type AppDeps, type Control } from './deps.ts';

export interface RollBackInput extends Control {
  /** The run, or the beginning of its name; else the last verified one that has not been taken back. */
  readonly run?: string | undefined;
  /** As far as the preview. */
  readonly dryRun?: boolean;
  /** The timer of a switch calls: only a run that was interrupted is put back. */
  readonly deadMan?: boolean;
}

/**
 * Takes a run back: the files and the system of before it. One that was interrupted is put back at once, without asking.
 *
 * Findings: RUN004 no such run, RUN005 it changed nothing that could be taken back, HOST005, RUN001, RUN002, RUN007, RUN008.
 */
export function rollBack(deps: AppDeps, principal: Principal, input: RollBackInput): Act<RunResult> {
  return begin(deps.redact, async (events) => takeBack(deps, principal, input, events));
}

/** The same within another act. */
export async function takeBack(
  deps: AppDeps,
  principal: Principal,
  input: RollBackInput,
  events: Events,
): Promise<Result<RunResult>> {
  const { run: of, dryRun = false, deadMan = false } = input;
  const act = async (run: RunDeps): Promise<Result<RunResult>> =>
    events.withWarnings(await startRollback(run, of, { deadMan, dryRun }));
  return withRunDeps(deps, principal, input, events, act, 'recover');
}
