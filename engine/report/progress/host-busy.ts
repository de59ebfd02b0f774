/** That another run holds the host, and this one waits its turn. */
export function renderHostBusy({ run, since }: { readonly run?: string; readonly since?: string }): string {
  return run === undefined
    ? 'another run holds this host: waiting for it to end'
    : `run ${run} holds this host since ${(since ?? '').slice(11, 19)} UTC: waiting for it to end`;
}
