import { say, type StepMessage } from '../../model/step-message.ts';
import type { RunState } from '../../journal/fold.ts';
import type { Host } from '../../model/host/host.ts';
import { isPaused, type RunOutcome } from '../../model/outcome.ts';
import { cleanUp } from '../../steps/activation/clean-up.ts';
import { keepTarget } from '../../steps/activation/keep-target.ts';
import { quarantineFailed, quarantineHeld } from '../../steps/change/quarantine.ts';

/** Something to put in order when a run has ended. */
interface Task {
  /** What is noted where it fails. */
  readonly failed: (error: string) => StepMessage;
  readonly act: () => Promise<unknown>;
}

export interface EndedRun {
  readonly outcome: RunOutcome;
  readonly state: RunState;
  /** Why it failed, without secrets. */
  readonly redact: (text: string) => string;
  /** The change that was booted is committed to the user's repository once it is kept; absent where it was switched to. */
  readonly commit?: (() => Promise<unknown>) | undefined;
}

/**
 * Puts in order what a run leaves: keeps its way back, remembers a system that did not hold, commits, removes what is left
 * over. None of it is a reason for another outcome, and none fails unseen: `note` tells what was not done, and why.
 */
export async function keepBooks(
  host: Host,
  ended: EndedRun,
  note: (said: StepMessage) => void,
): Promise<void> {
  for (const { failed, act } of tasksAfter(host, ended)) {
    try {
      await act();
    } catch (error) {
      note(failed(error instanceof Error ? error.message : String(error)));
    }
  }
}

function tasksAfter(host: Host, ended: EndedRun): readonly Task[] {
  const { outcome, state } = ended;
  const after = outcome === 'verified' ? afterVerified(host, ended) : afterOther(host, ended);
  return needsWhatItHas(outcome)
    ? after
    : [
        ...after,
        {
          failed: (error) => say('end.not-cleaned', { error }),
          act: async () => cleanUp({ host, state }),
        },
      ];
}

function afterVerified(host: Host, { state, commit }: EndedRun): readonly Task[] {
  return [
    {
      failed: (error) => say('end.not-kept', { error }),
      act: async () => keepTarget({ host, state }),
    },
    {
      failed: (error) => say('end.still-quarantined', { error }),
      act: async () => quarantineHeld({ host, state }),
    },
    ...(commit === undefined
      ? []
      : [{ failed: (error: string) => say('end.not-committed', { error }), act: commit }]),
  ];
}

function afterOther(host: Host, { state: { failed, ...state }, redact }: EndedRun): readonly Task[] {
  if (failed === undefined) return [];
  const told = { ...failed, message: redact(failed.message) };
  return [
    {
      failed: (error) => say('end.not-quarantined', { error }),
      act: async () => quarantineFailed({ host, state: { ...state, failed: told } }),
    },
  ];
}

/** A run that goes on later, or that a person looks at, keeps everything. */
function needsWhatItHas(outcome: RunOutcome): boolean {
  return outcome === 'needs-human' || isPaused(outcome);
}
