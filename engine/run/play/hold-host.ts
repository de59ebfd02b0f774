import { acquireLock, type Holder, type LockResult } from '../../journal/lock.ts';
import { openQueue } from '../../journal/queue.ts';
import { failed, type Result } from '../../model/finding.ts';
import type { RunDeps, WaitForHost } from '../deps.ts';
import { hostIsBusy } from './host-is-busy.ts';

// A run holds the host for seconds at least.
const LOOK_MS = 250;

/**
 * Holds the host for as long as something is done with it. While another run does, it waits its turn where `deps.wait` says
 * so: who asked first is served first.
 *
 * Findings: RUN001 another run holds the host, and it was not waited for, or for too long.
 */
export async function withHost<T>(
  deps: RunDeps,
  run: string,
  act: () => Promise<Result<T>>,
): Promise<Result<T>> {
  const { wait } = deps;
  const holder = { run, pid: process.pid, since: deps.host.clock.now().toISOString() };
  const result =
    wait === undefined ? acquireLock(deps.host.place.state, holder) : await queueFor(deps, holder, wait);
  if (!result.held) return failed(hostIsBusy(result.holder));
  try {
    return await act();
  } finally {
    result.lock.release();
  }
}

/** The host's lock, when the runs that came before have had it. */
async function queueFor(deps: RunDeps, holder: Holder, wait: WaitForHost): Promise<LockResult> {
  const { host, signal } = deps;
  const { clock } = host;
  const deadline = clock.now().getTime() + (wait.atMost ?? Number.POSITIVE_INFINITY);
  using queue = openQueue(host.place.state);
  const ticket = queue.enter(holder);
  let heard: string | undefined;
  try {
    for (;;) {
      const result = queue.isFirst(ticket)
        ? acquireLock(host.place.state, holder)
        : ({ held: false, holder: queue.waiting()[0] } as const);
      if (result.held || signal.aborted || clock.now().getTime() >= deadline) return result;
      if (result.holder?.run !== heard) wait.onHolder?.(result.holder);
      heard = result.holder?.run;
      await clock.sleep(LOOK_MS, signal);
    }
  } finally {
    queue.leave(ticket);
  }
}
