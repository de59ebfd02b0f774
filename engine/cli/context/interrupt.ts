import type { Output } from '../screen/output.ts';

let current: { readonly controller: AbortController; readonly interrupt: () => void } | undefined;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Aborted by the first Ctrl-C (or SIGTERM). Between states that stops the run; during a switch the switch is finished
 * first, so the signal is taken and nothing is killed.
 */
export function onInterrupt(output: Output): AbortSignal {
  if (current !== undefined) return current.controller.signal;
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) {
      output.text('\nStill stopping: a step that changes the host is finished or put back first.');
      return;
    }
    output.text('\nStopping: the step under way is ended, or finished if it must not be cut.');
    controller.abort();
  };
  current = { controller, interrupt };
  SIGNALS.forEach((signal) => process.on(signal, interrupt));
  goOnUnread();
  return controller.signal;
}

/** A change does not end because nobody reads: its reader may have ended, its terminal may be closed. */
function goOnUnread(): void {
  for (const stream of [process.stdout, process.stderr]) {
    // Those of before end the program, ours and that of the command framework.
    stream.removeAllListeners('error');
    stream.on('error', () => undefined);
  }
}

/** What was interrupted has ended: what begins next has a signal of its own. */
export function forgetInterrupt(): void {
  const ended = current;
  if (ended !== undefined) SIGNALS.forEach((signal) => process.off(signal, ended.interrupt));
  current = undefined;
}
