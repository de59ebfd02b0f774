import type { Output } from './output.ts';

let controller: AbortController | undefined;

/**
 * Aborted by the first Ctrl-C (or SIGTERM). Between states that stops the run; during a switch the switch is finished
 * first, so the signal is taken and nothing is killed.
 */
export function onInterrupt(output: Output): AbortSignal {
  if (controller !== undefined) return controller.signal;
  const made = new AbortController();
  controller = made;
  const interrupt = (): void => {
    if (made.signal.aborted) {
      output.text('\nStill stopping: a step that changes the host is finished or put back first.');
      return;
    }
    output.text('\nStopping: the step under way is ended, or finished if it must not be cut.');
    made.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  process.on('SIGHUP', interrupt);
  return made.signal;
}
