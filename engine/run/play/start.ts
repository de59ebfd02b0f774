import { pinRunbook, type CheckedRunbook } from '../../check/check-runbook.ts';
import { engineVersion } from '../../host/program/assets.ts';
import { openQueue } from '../../journal/queue.ts';
import type { Cause } from '../../model/cause.ts';
import { failed, ok, type Finding, type Result } from '../../model/finding.ts';
import type { PlannedBy, RunEventBody, RunMode } from '../../model/event.ts';
import { jobPrincipal } from '../../model/principal.ts';
import { conduct, type RunResult, type RunDeps } from './conduct.ts';
import { withHost } from './hold-host.ts';
import { currentHolder } from './holder.ts';
import { hasChanged, interruptedRuns, recoverInterrupted } from './recover.ts';
import { makeRunId } from '../run-id.ts';

export interface RunOptions {
  readonly mode: RunMode;
  readonly request?: string;
  readonly planned?: PlannedBy;
  /** What starts it when no person does. */
  readonly cause?: Cause;
  /** The run's name, where something of it is on record already. */
  readonly run?: string;
}

/**
 * Starts a run of a checked runbook and plays it to its end.
 *
 * A run that was interrupted is finished or put back first. A preview holds nothing and mends nothing: it is made beside
 * whatever goes on.
 *
 * Findings, with nothing started: RUN001 another run holds the host, RUN002 an interrupted run needs a person. With a
 * preview: RUN011 the host may be half-changed (a warning).
 */
export async function startRun(
  deps: RunDeps,
  checked: CheckedRunbook,
  options: RunOptions,
): Promise<Result<RunResult>> {
  const run = options.run ?? makeRunId(deps.host.clock.now());
  const play = async () => ok(await conduct(deps, checked, run, runStarted(deps, checked, options)));
  if (options.mode === 'plan') return preview(deps, run, play);
  return withHost(deps, run, async () => {
    const blocked = await recoverInterrupted(deps);
    return blocked === undefined ? play() : failed(blocked);
  });
}

/** Plays a run that changes nothing. Another may hold the host, or may have left it half-changed: then that is said. */
export async function preview(
  deps: RunDeps,
  run: string,
  play: () => Promise<Result<RunResult>>,
): Promise<Result<RunResult>> {
  using queue = openQueue(deps.host.place.state);
  const ticket = queue.enter({ run, pid: process.pid, since: deps.host.clock.now().toISOString() }, 'look');
  const holder = await currentHolder(deps.host.place.state);
  const changed = interruptedRuns(deps).find((one) => hasChanged(deps, one));
  const result = await play().finally(() => queue.leave(ticket));
  if (changed === undefined || !result.ok) return result;
  return ok(result.value, [...result.findings, halfChanged(changed, holder?.run === changed)]);
}

function halfChanged(run: string, goesOn: boolean): Finding {
  return {
    code: 'RUN011',
    severity: 'warning',
    message: goesOn
      ? `run ${run} is changing this host: the preview shows it as it is in the middle of that`
      : `run ${run} was interrupted while it changed this host: the preview shows it as it was left`,
    fix: goesOn
      ? `nixos-ai attach ${run} follows it to its end`
      : 'nixos-ai resume finishes it or puts it back',
  };
}

/** The first event of a run. */
export function runStarted(
  deps: RunDeps,
  checked: CheckedRunbook,
  options: RunOptions,
): Extract<RunEventBody, { type: 'run-started' }> {
  const { runbook } = checked;
  return {
    type: 'run-started',
    mode: options.mode,
    runbook: runbook.name,
    text: runbook.text,
    origin: runbook.origin,
    ...(options.request === undefined ? {} : { request: options.request }),
    ...(options.planned === undefined ? {} : { planned: options.planned }),
    parameters: checked.bindings.values,
    compiled: pinRunbook(checked),
    ...(options.cause === undefined ? {} : { cause: options.cause }),
    host: deps.host.place.root,
    by: options.cause === undefined ? deps.principal : jobPrincipal(options.cause),
    engine: engineVersion(),
  };
}
