import { checkRestore, restorePinned } from '../../check/check-runbook.ts';
import { foldRun, type RunState } from '../../journal/fold.ts';
import { isTakingBack, liveRuns, type LiveRun } from '../../journal/live-runs.ts';
import type { RunMode } from '../../model/event.ts';
import { failed, ok, type Result } from '../../model/finding.ts';
import type { MutationData } from '../../model/step-data.ts';
import { makeRunId } from '../run-id.ts';
import { conduct, conductRollback, type RunDeps, type RunResult } from './conduct.ts';
import { withHost } from './hold-host.ts';
import { closeUntouched, endSilentHolder, recoverInterrupted, waitsForReboot } from './recover.ts';
import { preview, runStarted } from './start.ts';
import { findTarget, nothingToTakeBack, restoreRunbook, tellChange } from './take-back-words.ts';

export interface TakeBackOptions {
  /** The timer of a switch calls: only a run that has not ended is put back. */
  readonly deadMan: boolean;
  /** As far as the preview. */
  readonly dryRun: boolean;
}

/**
 * Takes a run back. One that ended verified: a new run with the full machine around the files and the system of before
 * it; runs that came after it and are still there go with it, which the preview says. One that was interrupted: its own
 * rollback, at once. One that needs a person: its own rollback, after a preview and a question. The dead-man's call ends
 * an engine that is past its deadline, and does nothing for a run that has ended, however it did.
 *
 * Findings: RUN004 no such run, RUN005 there is nothing of it to take back, POL004 nobody agreed.
 */
export async function startRollback(
  deps: RunDeps,
  of: string | undefined,
  options: TakeBackOptions,
): Promise<Result<RunResult>> {
  const live = liveRunsOf(deps);
  const target = findTarget(deps, of, live);
  if (!target.ok) return target;
  const state = target.value;
  const { run, ended } = state;
  if (options.deadMan) return deadManActs(deps, state);
  if (ended === undefined) return takeBackOpen(deps, state, options);
  if (ended.outcome !== 'verified' && ended.outcome !== 'needs-human')
    return failed(nothingToTakeBack(run, `it ended ${ended.outcome}`));
  const isLast = laterRuns(live, run).length === 0;
  return ended.outcome === 'needs-human' && isLast && state.mutations.length > 0
    ? takeBackHalf(deps, state, options)
    : restore(deps, state, options);
}

/** Runs whose change is still there. */
function liveRunsOf({ journal }: RunDeps): readonly LiveRun[] {
  return liveRuns(journal.runs(MANY), (run) => hasChangedSystem(foldRun(journal.events(run))));
}

/** Those that lie on a run, and go with it. */
function laterRuns(live: readonly LiveRun[], run: string): readonly LiveRun[] {
  const at = live.findIndex((one) => one.run === run);
  return at === -1 ? [] : live.slice(at + 1).filter((one) => !isTakingBack(one));
}

const MANY = 1000;

/** Whether what is there now may be another configuration or system than before it. */
function hasChangedSystem(state: RunState | undefined): boolean {
  const kinds: readonly MutationData['mutation'][] = ['files', 'activation', 'profile'];
  return state?.mutations.some(({ mutation }) => kinds.includes(mutation)) === true;
}

function whyGone(live: readonly LiveRun[], { run, ended, mutations }: RunState): string {
  const by = live.find(({ replaced }) => replaced.some((one) => one.run === run));
  if (by !== undefined) return `run ${by.run} has taken it back`;
  if (ended?.outcome === 'needs-human' && mutations.length === 0) return 'it changed nothing';
  return 'it did not change the configuration, or was taken back';
}

/** The timer of a run that has ended is too late, and one that is still set for it means nothing. */
async function deadManActs(deps: RunDeps, { run, ended }: RunState): Promise<Result<RunResult>> {
  if (ended !== undefined) return failed(nothingToTakeBack(run, endedBefore(ended.outcome)));
  await endSilentHolder(deps, run);
  return withHost(deps, run, async () => rollBackOpen(deps, run, true));
}

function endedBefore(outcome: string): string {
  return `it ended ${outcome}, and the timer of a run that has ended rolls nothing back`;
}

/** One that was interrupted is put back at once: what a preview could show is its own, which was approved. */
async function takeBackOpen(
  deps: RunDeps,
  state: RunState,
  { dryRun }: TakeBackOptions,
): Promise<Result<RunResult>> {
  if (dryRun) return previewOf(deps, state);
  return withHost(deps, state.run, async () => rollBackOpen(deps, state.run, false));
}

async function rollBackOpen(deps: RunDeps, run: string, deadMan: boolean): Promise<Result<RunResult>> {
  const state = foldRun(deps.journal.events(run));
  // It may have ended while this waited for the host.
  if (state === undefined || state.ended !== undefined) {
    return failed(nothingToTakeBack(run, endedBefore(state?.ended?.outcome ?? 'meanwhile')));
  }
  // The timer was called off when the boot entry was written; one that comes late is too late.
  if (deadMan && (await waitsForReboot(deps, state)))
    return failed(nothingToTakeBack(run, 'it waits for a reboot'));
  if (state.mutations.length === 0) return ok(await closeUntouched(deps, state));
  return ok(await conductRollback(deps, restorePinned(state.started.compiled), run));
}

/** What a run that needs a person left is taken back by its own rollback, once somebody has seen it and agreed. */
async function takeBackHalf(
  deps: RunDeps,
  state: RunState,
  { dryRun }: TakeBackOptions,
): Promise<Result<RunResult>> {
  const { run } = state;
  const shown = await previewOf(deps, state);
  if (dryRun) return shown;
  const question = `Undo what run ${run} left (${tellChange(state)})?`;
  const answer = await deps.consent.question(question, deps.signal, 'engine');
  if (!answer.approved) {
    const message = `run ${run} was not undone: ${answer.why ?? 'not approved'}`;
    return failed({ code: 'POL004', severity: 'error', message, fix: 'nothing was changed' });
  }
  return withHost(deps, run, async () => {
    const blocked = await recoverInterrupted(deps);
    if (blocked !== undefined) return failed(blocked);
    // What was shown may be another host by now.
    const now = foldRun(deps.journal.events(run));
    if (now?.ended?.outcome !== 'needs-human' || laterRuns(liveRunsOf(deps), run).length > 0)
      return failed(nothingToTakeBack(run, 'the host was changed in the meantime; ask again'));
    return ok(await conductRollback(deps, restorePinned(now.started.compiled), run));
  });
}

/** What taking a run back would change, as a run that only looks. */
async function previewOf(deps: RunDeps, state: RunState): Promise<Result<RunResult>> {
  if (state.plan === undefined || state.snapshot === undefined)
    return failed(nothingToTakeBack(state.run, 'it wrote no configuration, so there is nothing to show'));
  const own = makeRunId(deps.host.clock.now());
  return preview(deps, own, async () => playRestore(deps, own, state, [], 'plan'));
}

/** Brings back the files and the system of before a run, and of before every run that came after it. */
async function restore(
  deps: RunDeps,
  state: RunState,
  { dryRun }: TakeBackOptions,
): Promise<Result<RunResult>> {
  const own = makeRunId(deps.host.clock.now());
  const play = async (mode: RunMode): Promise<Result<RunResult>> => {
    const live = liveRunsOf(deps);
    return live.some(({ run }) => run === state.run)
      ? playRestore(deps, own, state, laterRuns(live, state.run), mode)
      : failed(nothingToTakeBack(state.run, whyGone(live, state)));
  };
  if (dryRun) return preview(deps, own, async () => play('plan'));
  return withHost(deps, own, async () => {
    const blocked = await recoverInterrupted(deps);
    // Who held the host before, or was interrupted, may have changed what lies on it.
    return blocked === undefined ? play('rollback') : failed(blocked);
  });
}

async function playRestore(
  deps: RunDeps,
  own: string,
  { run, started }: RunState,
  later: readonly LiveRun[],
  mode: RunMode,
): Promise<Result<RunResult>> {
  const which = { run, later: later.map((one) => one.run) };
  const checked = checkRestore(which, restoreRunbook(run, started), deps.host.limits);
  return ok(await conduct(deps, checked, own, { ...runStarted(deps, checked, { mode }), of: run }));
}
