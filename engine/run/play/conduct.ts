import type { CheckedRunbook } from '../../check/check-runbook.ts';
import type { Command } from '../../model/command.ts';
import type { RunEventBody } from '../../model/event.ts';
import { endOutcome } from '../../model/graph.ts';
import { Conductor } from './conductor.ts';
import { findEntry } from './entry.ts';
import type { RunResult, RunDeps } from '../deps.ts';

export type { RunResult, RunDeps } from '../deps.ts';

/**
 * Runs a checked runbook to one of its ends. Every transition and outcome is in the journal before the next state
 * begins. The caller holds the host's lock.
 */
export async function conduct(
  deps: RunDeps,
  checked: CheckedRunbook,
  run: string,
  started: Extract<RunEventBody, { type: 'run-started' }>,
): Promise<RunResult> {
  const conductor = new Conductor(deps, checked, run);
  conductor.append(started);
  const outcome = await conductor.play();
  return conductor.end(outcome);
}

/**
 * Goes on with a run whose engine died, from what the journal says and what the real host says of the state in flight.
 * The caller holds the host's lock.
 */
export async function conductResume(deps: RunDeps, checked: CheckedRunbook, run: string): Promise<RunResult> {
  const conductor = new Conductor(deps, checked, run);
  conductor.resume();
  const entry = await findEntry(deps, conductor, checked.graph);
  const outcome = endOutcome(entry.node) ?? (await conductor.play(entry));
  return conductor.end(outcome);
}

/** Puts an unfinished run back, whatever it was about to do. The caller holds the host's lock. */
export async function conductRollback(
  deps: RunDeps,
  checked: CheckedRunbook,
  run: string,
): Promise<RunResult> {
  const conductor = new Conductor(deps, checked, run);
  conductor.resume();
  const outcome = await conductor.play({ node: 'rollback', attempt: 1 });
  return conductor.end(outcome);
}

/** The commands that a planned run would run on the host, in the order of its states, as values. */
export function listCommands(deps: RunDeps, checked: CheckedRunbook, run: string): readonly Command[] {
  const conductor = new Conductor(deps, checked, run);
  conductor.resume();
  return conductor.commands();
}
