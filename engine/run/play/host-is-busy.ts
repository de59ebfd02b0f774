import type { Holder } from '../../journal/lock.ts';
import type { Finding } from '../../model/finding.ts';

/** RUN001: somebody else holds the host's lock. */
export function hostIsBusy(holder: Holder | undefined): Finding {
  const who =
    holder === undefined ? 'another run' : `run ${holder.run} (process ${holder.pid}, since ${holder.since})`;
  return {
    code: 'RUN001',
    severity: 'error',
    message: `${who} holds this host; one run at a time`,
    fix: 'wait for it to end, or look at it with `nixos-ai history`',
  };
}
