import { say } from '../../model/step-message.ts';
import { interruptProcess } from '../../host/process/processes.ts';
import { foldRun, waitsForApproval, type RunState } from '../../journal/fold.ts';
import { acquireLock, type Holder } from '../../journal/lock.ts';
import { openQueue } from '../../journal/queue.ts';
import { failed, ok, type Finding, type Result } from '../../model/finding.ts';
import type { RunDeps } from '../deps.ts';
import { ambiguousRun, findRunState } from './find-run.ts';
import { currentHolder } from './holder.ts';
import { closeWaiting } from './waiting.ts';

/** What became of a run that somebody wanted stopped. */
export interface Stopped {
  readonly run: string;
  /**
   * `closed`: it waited for an approval, and has ended. `interrupted`: it was going on, and is told to stop as Ctrl-C
   * tells it; what it changed it puts back. `unqueued`: it waited for the host, and no longer does.
   */
  readonly how: 'closed' | 'interrupted' | 'unqueued';
}

/**
 * Stops a run by its name, or the beginning of it: one that is going on, one that waits for an approval, or one that waits
 * for the host.
 *
 * Findings: RUN004 no such run, or more than one, RUN009 it is none of these.
 */
export async function stopRunNamed(deps: RunDeps, named: string): Promise<Result<Stopped>> {
  const queued = queuedAs(deps, named);
  const [only] = queued;
  if (only === undefined) {
    const state = findRunState(deps.journal, named);
    return state.ok ? stopState(deps, state.value) : state;
  }
  const others = deps.journal.runs(1000, named).map(({ run }) => run);
  const names = new Set([...queued.map(({ run }) => run), ...others]);
  if (names.size > 1 && only.run !== named) return failed(ambiguousRun(named, [...names]));
  interruptProcess(only.pid);
  return ok({ run: only.run, how: 'unqueued' });
}

function queuedAs({ host }: RunDeps, named: string): readonly Holder[] {
  using queue = openQueue(host.place.state);
  return queue.waiting().filter(({ run }) => run.startsWith(named));
}

async function stopState(deps: RunDeps, { run }: RunState): Promise<Result<Stopped>> {
  const going = await currentHolder(deps.host.place.state);
  if (going?.run === run) {
    interruptProcess(going.pid);
    return ok({ run, how: 'interrupted' });
  }
  const holder = { run, pid: process.pid, since: deps.host.clock.now().toISOString() };
  const lock = acquireLock(deps.host.place.state, holder);
  // Where another run holds the host this one cannot be going on: who goes on with it has to hold the host first, and
  // reads then how it stands.
  try {
    const state = foldRun(deps.journal.events(run));
    if (state === undefined || !waitsForApproval(state)) return failed(notGoingOn(run, state));
    await closeWaiting(deps, state, say('end.stopped-waiting', { by: deps.principal }));
    return ok({ run, how: 'closed' });
  } finally {
    lock.lock?.release();
  }
}

function notGoingOn(run: string, state: RunState | undefined): Finding {
  const ended = state?.ended;
  return {
    code: 'RUN009',
    severity: 'error',
    message:
      ended === undefined
        ? `run ${run} was interrupted: nothing of it is going on`
        : `run ${run} has ended ${ended.outcome}: there is nothing to stop`,
    fix:
      ended === undefined
        ? `nixos-ai resume finishes it or puts it back; nixos-ai rollback ${run} puts it back`
        : `nixos-ai rollback ${run} takes back what it changed`,
  };
}
