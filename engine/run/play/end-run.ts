import { KINDS } from '../../kinds/kinds.ts';
import { say, type StepMessage, type WrittenMessage } from '../../model/step-message.ts';
import { redactData } from '../../redact/redact-data.ts';
import { tellMessage } from '../../report/messages/tell-message.ts';
import { deedOf } from '../../journal/deed-of.ts';
import type { RunEventBody } from '../../model/event.ts';
import type { Host } from '../../model/host/host.ts';
import { EXIT_CODES, isPaused } from '../../model/outcome.ts';
import { callOffTimers } from '../../steps/activation/dead-man.ts';
import type { RunState } from '../../journal/fold.ts';
import type { RunDeps, RunResult } from '../deps.ts';
import { keepBooks, type EndedRun } from './bookkeeping.ts';

export interface Ending extends EndedRun {
  /** What the last state that did not end well said, without secrets. */
  readonly message: string;
  /** The same as data. */
  readonly said?: WrittenMessage;
}

/** Ends a run that had announced no mutation: the host is as it was. */
export async function closeRun(
  deps: RunDeps,
  state: RunState,
  outcome: 'failed' | 'rejected',
  said: StepMessage,
): Promise<RunResult> {
  const { redact, journal } = deps;
  const ending = { outcome, state, redact, message: tellMessage(said, KINDS), said } as const;
  return endRun(deps.host, ending, (body) => deps.onEvent(journal.append(state.run, body)));
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
  const { outcome, message, said, redact, state } = ending;
  const { run } = state;
  const note = (one: StepMessage): string => {
    const told = redact(tellMessage(one, KINDS));
    const node = state.at?.node ?? state.started.compiled.graph.start;
    append({ type: 'note', node, message: told, said: redactData(one, redact) });
    return told;
  };
  if (!isPaused(outcome)) {
    const left = await callOffTimers(host, state);
    if (left.length > 0) {
      left.forEach(note);
      return staysOpen(run, redact(tellMessage(say('end.stays-open', { left }), KINDS)));
    }
  }
  const undone: StepMessage[] = [];
  const remarks: string[] = [];
  await keepBooks(host, ending, (one) => {
    undone.push(one);
    remarks.push(note(one));
  });
  const exitCode = EXIT_CODES[outcome];
  const told = { message, did: deedOf(state), ...(remarks.length === 0 ? {} : { remarks }) };
  const ended = {
    exitCode,
    ...told,
    ...(said === undefined ? {} : { said: redactData(said, redact) }),
    ...(undone.length === 0 ? {} : { remarked: redactData(undone, redact) }),
  };
  append(
    isPaused(outcome) ? { type: 'run-paused', outcome, ...ended } : { type: 'run-ended', outcome, ...ended },
  );
  return { run, outcome, exitCode, ...told };
}

function staysOpen(run: string, message: string): RunResult {
  return { run, outcome: 'needs-human', exitCode: EXIT_CODES['needs-human'], message };
}
