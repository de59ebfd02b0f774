import { say } from '../../model/step-message.ts';
import type { Host } from '../../model/host/host.ts';
import { restorePinned } from '../../check/check-runbook.ts';
import { join } from 'node:path';
import { findHolder } from '../../host/health/locks.ts';
import { endProcess } from '../../host/process/processes.ts';
import { foldRun, waitsForApproval, type RunState } from '../../journal/fold.ts';
import type { Journal } from '../../journal/journal.ts';
import { readHolder } from '../../journal/lock.ts';
import { readLooking } from '../../journal/queue.ts';
import { UnreadableRow } from '../../journal/to-event.ts';
import type { Finding } from '../../model/finding.ts';
import { closeRun } from './end-run.ts';
import { conductResume, type RunResult, type RunDeps } from './conduct.ts';
import { waitsAt } from './entry.ts';
import { closeOverdue } from './waiting.ts';

/**
 * Runs that never ended, although nobody holds the host: their engine died. One that had not touched the host is
 * closed; one that had is finished, or put back where it cannot be. RUN002 when that needs a person. The caller holds
 * the host's lock. RUN008 when one waits for a reboot that has not come. One that waits for an approval stays as it is
 * until its time is up.
 */
export async function recoverInterrupted(deps: RunDeps): Promise<Finding | undefined> {
  await closeOverdue(deps);
  for (const run of interruptedRuns(deps)) {
    const altered = checkJournal(deps, run);
    if (altered !== undefined) return altered;
    const state = foldRun(deps.journal.events(run));
    if (state === undefined) continue;
    if (state.mutations.length === 0) {
      await closeUntouched(deps, state);
      continue;
    }
    if (await waitsForReboot(deps, state)) return waits(state);
    const result = await conductResume(deps, restorePinned(state.started.compiled), state.run);
    if (result.outcome === 'needs-human') return needsHuman(result);
    if (result.outcome === 'pending-reboot') return waits(state);
  }
  return undefined;
}

/**
 * Names of runs that began and have not ended, oldest first; without those that wait for an approval, and previews that
 * are being made. The caller holds the host's lock, or looks only.
 */
export function interruptedRuns(
  deps: Pick<RunDeps, 'journal'> & { readonly host: Pick<Host, 'place'> },
): readonly string[] {
  const unfinished = deps.journal.unfinished();
  if (unfinished.length === 0) return [];
  const looking = new Set(readLooking(deps.host.place.state).map(({ run }) => run));
  return unfinished.filter((run) => !looking.has(run) && isInterrupted(tryFold(deps.journal, run)));
}

/** What cannot be read is for {@link checkJournal} to judge. */
function isInterrupted(state: RunState | 'unreadable' | undefined): boolean {
  return (
    state === 'unreadable' || (state?.ended === undefined && state !== undefined && !waitsForApproval(state))
  );
}

function tryFold(journal: Journal, run: string): RunState | 'unreadable' | undefined {
  try {
    return foldRun(journal.events(run));
  } catch (error) {
    if (error instanceof UnreadableRow) return 'unreadable';
    throw error;
  }
}

/** Whether a run had begun to change the host. */
export function hasChanged({ journal }: Pick<RunDeps, 'journal'>, run: string): boolean {
  const state = tryFold(journal, run);
  return state === 'unreadable' || (state !== undefined && state.mutations.length > 0);
}

/** Ends a run that had announced no mutation: the host is as it was. */
export async function closeUntouched(deps: RunDeps, state: RunState): Promise<RunResult> {
  return closeRun(deps, state, 'failed', say('end.killed', {}));
}

/** RUN007 where the journal was altered: what an interrupted run did cannot be read off it, so a person decides. */
export function checkJournal(deps: RunDeps, run: string): Finding | undefined {
  const broken = deps.journal.firstBrokenRow();
  if (broken === undefined) return undefined;
  const before = systemBefore(deps, run);
  return {
    code: 'RUN007',
    severity: 'error',
    message: `run ${run} was interrupted, and the journal was altered at row ${broken.id}: it cannot be resumed`,
    fix:
      before === undefined
        ? 'compare the host with its configuration; `nixos-ai audit verify` shows what was altered'
        : `according to the journal ${before} was running before; to go back to it: ${before}/bin/switch-to-configuration switch`,
  };
}

/** As the journal says, which was altered: perhaps not at all. */
function systemBefore(deps: RunDeps, run: string): string | undefined {
  try {
    return foldRun(deps.journal.events(run))?.plan?.before.running;
  } catch (error) {
    if (error instanceof UnreadableRow) return undefined;
    throw error;
  }
}

// The kernel ends a process at once; the lock is free a moment later.
const RELEASE_MS = 500;

/**
 * The dead-man's deadline has passed and the run has not ended: an engine that still holds the host for it hangs, and is
 * killed. Every state can be cut; that is what the journal is for. Who holds it says the kernel: the note of one that was
 * killed stays, and its number may be another's by now.
 */
export async function endSilentHolder(deps: RunDeps, run: string): Promise<void> {
  const { state } = deps.host.place;
  const held = await findHolder(join(state, 'lock.db'));
  if (held === undefined || held.pid <= 0 || held.pid === process.pid) return;
  const noted = readHolder(state);
  // A full disk takes no note; a run that has not ended is then what the host is held for.
  if (noted?.pid === held.pid && noted.run !== run) return;
  endProcess(held.pid);
  await deps.host.clock.sleep(RELEASE_MS);
}

/** Whether a run waits for a reboot, and the host is still in the boot in which it began to. */
export async function waitsForReboot({ host }: RunDeps, state: RunState): Promise<boolean> {
  if (!waitsAt(state.started.compiled.graph, state)) return false;
  const { back, pending, mutations } = state;
  const decided = mutations.find((one) => one.mutation === 'reboot');
  const here = await host.boot.id();
  if (state.at?.node === 'rollback') return back?.boot === here;
  return (state.at?.node === 'boot' ? pending?.boot : decided?.boot) === here;
}

function waits({ run }: RunState): Finding {
  return {
    code: 'RUN008',
    severity: 'error',
    message: `run ${run} waits for a reboot; nothing else can change before that`,
    fix: `reboot the host, then \`nixos-ai resume\`; or undo it: \`nixos-ai rollback ${run}\``,
  };
}

function needsHuman(result: RunResult): Finding {
  return {
    code: 'RUN002',
    severity: 'error',
    message: `run ${result.run} was interrupted and could not be rolled back: ${result.message}`,
    fix: `nixos-ai show ${result.run} shows what was done and what was not`,
  };
}
