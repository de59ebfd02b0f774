/** Ends a process at once. One that is gone already is fine. */
export function endProcess(pid: number): void {
  signalProcess(pid, 'SIGKILL');
}

/** Asks a process to stop, as Ctrl-C does. One that is gone already is fine. */
export function interruptProcess(pid: number): void {
  signalProcess(pid, 'SIGINT');
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Already gone.
  }
}
