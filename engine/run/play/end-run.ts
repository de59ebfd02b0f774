import { deedOf } from '../../journal/deed-of.ts';
import type { RunEventBody } from '../../model/event.ts';
import type { Host } from '../../model/host/host.ts';
import { EXIT_CODES, isPaused } from '../../model/outcome.ts';
import { callOffTimers } from '../../steps/activation/dead-man.ts';
import type { RunResult } from '../deps.ts';
import { keepBooks, type EndedRun } from './bookkeeping.ts';

export interface Ending extends EndedRun {
  /** What the last state that did not end well said, without secrets. */
  readonly message: string;
}

/**
 * Ends a run, or leaves it waiting: the one place where that is written. Nothing may act on the host for a run that is
 * over, so its timers are called off first; while one of them is set the run stays open, and what the timer does is its
 * end. What could not be put in order is a note each, and a remark of the end.
 */
export async function endRun(
  host: Host,
  ending: Ending,
  append: (body: RunEventBody) => void,
): Promise<RunResult> {
  const { outcome, message, redact, state } = ending;
  const { run } = state;
  const note = (text: string): string => {
    const said = redact(text);
    append({ type: 'note', node: state.at?.node ?? state.started.compiled.graph.start, message: said });
    return said;
  };
  if (!isPaused(outcome)) {
    const left = await callOffTimers(host, state);
    if (left.length > 0) return staysOpen(run, left.map(note));
  }
  const remarks: string[] = [];
  await keepBooks(host, ending, (text) => remarks.push(note(text)));
  const exitCode = EXIT_CODES[outcome];
  const told = { message, did: deedOf(state), ...(remarks.length === 0 ? {} : { remarks }) };
  append(
    isPaused(outcome)
      ? { type: 'run-paused', outcome, exitCode, ...told }
      : { type: 'run-ended', outcome, exitCode, ...told },
  );
  return { run, outcome, exitCode, ...told };
}

function staysOpen(run: string, left: readonly string[]): RunResult {
  const message = [
    ...left,
    'the run stays open: when the timer acts, the host is rolled back. To end the run as it is, stop the timer, then `nixos-ai resume`',
  ].join('\n');
  return { run, outcome: 'needs-human', exitCode: EXIT_CODES['needs-human'], message };
}
