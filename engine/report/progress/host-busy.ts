/** That another run holds the host, and this one waits its turn. */
export function renderHostBusy(holder: { readonly run: string; readonly since: string } | undefined): string {
  return holder === undefined
    ? 'another run holds this host: waiting for it to end'
    : `run ${holder.run} holds this host since ${holder.since.slice(11, 19)} UTC: waiting for it to end`;
}
