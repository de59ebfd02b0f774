import { checkRestore, pinRunbook, restorePinned, type CheckedRunbook } from '../../check/check-runbook.ts';
import { engineVersion } from '../../host/program/assets.ts';
import { foldRun, type RunState } from '../../journal/fold.ts';
import { openQueue } from '../../journal/queue.ts';
import type { Cause } from '../../model/cause.ts';
import { failed, ok, type Finding, type Result } from '../../model/finding.ts';
import type { PlannedBy, RunEventBody, RunMode } from '../../model/event.ts';
import { jobPrincipal } from '../../model/principal.ts';
import type { Runbook } from '../../model/runbook.ts';
import { conduct, conductRollback, type RunResult, type RunDeps } from './conduct.ts';
import { ambiguousRun, noSuchRun } from './find-run.ts';
import { withHost } from './hold-host.ts';
import { currentHolder } from './holder.ts';
import {
  closeUntouched,
  endSilentHolder,
  hasChanged,
  interruptedRuns,
  recoverInterrupted,
  waitsForReboot,
} from './recover.ts';
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

/**
 * Takes a run back. One that ended verified: a new run with the full machine around the files and the system of before
 * it. One that was interrupted: its own rollback, at once. The dead-man's call ends an engine that is past its deadline.
 *
 * Findings: RUN004 no such run, RUN005 it changed nothing that could be taken back.
 */
export async function startRollback(
  deps: RunDeps,
  of: string | undefined,
  options: { readonly deadMan: boolean; readonly dryRun: boolean },
): Promise<Result<RunResult>> {
  const target = findTarget(deps, of);
  if (!target.ok) return target;
  const { run, ended, started } = target.value;
  if (ended === undefined || ended.outcome === 'needs-human') {
    if (options.deadMan) await endSilentHolder(deps, run);
    return withHost(deps, run, async () => rollBackInterrupted(deps, run, options.deadMan));
  }
  if (options.deadMan || ended.outcome !== 'verified') {
    return failed(nothingToTakeBack(run, `it ended ${ended.outcome}`));
  }
  if (!isTakenBack({ started, ended }))
    return failed(nothingToTakeBack(run, 'it did not change the configuration'));
  const checked = checkRestore(run, placeholder(run, started), deps.host.limits);
  const own = makeRunId(deps.host.clock.now());
  const play = async () => {
    const mode = options.dryRun ? 'plan' : 'rollback';
    return ok(await conduct(deps, checked, own, { ...runStarted(deps, checked, { mode }), of: run }));
  };
  if (options.dryRun) return preview(deps, own, play);
  return withHost(deps, own, async () => {
    const blocked = await recoverInterrupted(deps);
    return blocked === undefined ? play() : failed(blocked);
  });
}

/** Plays a run that changes nothing. Another may hold the host, or may have left it half-changed: then that is said. */
async function preview(
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

async function rollBackInterrupted(deps: RunDeps, run: string, deadMan: boolean): Promise<Result<RunResult>> {
  const state = foldRun(deps.journal.events(run));
  // It may have ended while this waited for the host.
  if (state === undefined || (state.ended !== undefined && state.ended.outcome !== 'needs-human')) {
    return failed(nothingToTakeBack(run, 'it has ended'));
  }
  // The timer was called off when the boot entry was written; one that comes late is too late.
  if (deadMan && (await waitsForReboot(deps, state)))
    return failed(nothingToTakeBack(run, 'it waits for a reboot'));
  if (state.mutations.length === 0) return ok(await closeUntouched(deps, state));
  return ok(await conductRollback(deps, restorePinned(state.started.compiled), run));
}

function runStarted(
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

function findTarget(deps: RunDeps, of: string | undefined): Result<RunState> {
  const runs = deps.journal.runs(1000, of ?? '');
  const changed = runs.filter(
    ({ started, ended }) =>
      started.mode !== 'plan' &&
      (ended === undefined || ended.outcome === 'needs-human' || isTakenBack({ started, ended })),
  );
  const undone = new Set(changed.flatMap(({ started }) => (started.of === undefined ? [] : [started.of])));
  const candidates =
    of === undefined
      ? changed.filter(({ run, started }) => !undone.has(run) && started.of === undefined)
      : runs;
  const [first, second] = candidates;
  if (first === undefined) return failed(noSuchRun(of));
  if (of !== undefined && second !== undefined && first.run !== of)
    return failed(
      ambiguousRun(
        of,
        candidates.map(({ run }) => run),
      ),
    );
  const state = foldRun(deps.journal.events(first.run));
  return state === undefined ? failed(noSuchRun(of)) : ok(state);
}

/** A verified run that only ran commands, or collected garbage, has no system of before that a rollback could bring. */
function isTakenBack({ started, ended }: Pick<RunState, 'started' | 'ended'>): boolean {
  return ended?.outcome === 'verified' && started.compiled.graph.nodes.some(({ kind }) => kind === 'edit');
}

/** The runbook of a rollback says only whose change it takes back. */
function placeholder(run: string, started: RunState['started']): Runbook {
  return {
    name: `rollback-of-${run}`,
    version: 1,
    description: `Undo run ${run} (${started.request ?? started.runbook}).`,
    origin: 'user',
    parameters: [],
    steps: [],
    file: 'rollback',
    text: '',
  };
}

function nothingToTakeBack(run: string, why: string): Finding {
  return {
    code: 'RUN005',
    severity: 'error',
    message: `run ${run} has nothing to undo: ${why}`,
    fix: '`nixos-ai history` shows which runs changed this host',
  };
}
