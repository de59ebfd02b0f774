import { foldRun } from '../../journal/fold.ts';
import { failed, ok, type Result } from '../../model/finding.ts';
import type { RunDeps, RunResult } from '../deps.ts';
import { findRunState } from './find-run.ts';
import { currentHolder } from './holder.ts';

// Short for who watches, long for the disk.
const LOOK_MS = 200;
// Looks in a row at which nobody held the host for it: one may fall between two that do.
const GRACE = 2;

/**
 * Tells a run from its first event to its end, as it goes on in another process, and ends as it does. A run that waits,
 * for a reboot or an approval, is told as far as it has come.
 *
 * Findings: RUN004 no such run, RUN010 its engine died.
 */
export async function followRun(deps: RunDeps, named: string): Promise<Result<RunResult>> {
  const found = findRunState(deps.journal, named);
  if (!found.ok) return found;
  const { run } = found.value;
  let told = 0;
  let unheld = 0;
  for (;;) {
    // Whether somebody is at it is asked first: what it says before it goes is read afterwards.
    const holder = await currentHolder(deps.host.place.state);
    for (const event of deps.journal.events(run)) {
      if (event.seq <= told) continue;
      told = event.seq;
      deps.onEvent(event);
    }
    const ended = endOf(deps, run);
    if (ended !== undefined) return ok(ended);
    unheld = holder?.run === run ? 0 : unheld + 1;
    if (unheld > GRACE) return failed(died(run));
    if (deps.signal.aborted) return failed(left(run));
    await deps.host.clock.sleep(LOOK_MS, deps.signal);
  }
}

/** How a run ended, or what it waits for. */
function endOf({ journal }: RunDeps, run: string): RunResult | undefined {
  const events = journal.events(run);
  const last = events.findLast(({ type }) => type !== 'approval');
  if (last?.type !== 'run-ended' && last?.type !== 'run-paused') return undefined;
  const { outcome, exitCode, message, did, remarks } = last;
  const told = { ...(did === undefined ? {} : { did }), ...(remarks === undefined ? {} : { remarks }) };
  return foldRun(events) === undefined ? undefined : { run, outcome, exitCode, message, ...told };
}

function died(run: string) {
  return {
    code: 'RUN010',
    severity: 'error',
    message: `run ${run} was interrupted: its engine died`,
    fix: `nixos-ai resume finishes it or puts it back; nixos-ai rollback ${run} puts it back`,
  } as const;
}

function left(run: string) {
  return {
    code: 'RUN010',
    severity: 'error',
    message: `run ${run} goes on, and is no longer followed`,
    fix: `nixos-ai attach ${run} follows it again; nixos-ai stop ${run} stops it`,
  } as const;
}
