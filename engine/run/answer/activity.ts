import { readWaiting } from '../../journal/queue.ts';
import type { Journal } from '../../journal/journal.ts';
import type { HostPlace } from '../../model/host/place.ts';
import type { Activity } from '../../report/host/activity.ts';
import { currentHolder } from '../play/holder.ts';
import { waitingRuns } from '../play/waiting.ts';

/** What goes on at a host and what waits: for the host, or for somebody's approval. */
export async function readActivity({ state }: Pick<HostPlace, 'state'>, journal: Journal): Promise<Activity> {
  const holder = await currentHolder(state);
  return {
    ...(holder === undefined ? {} : { going: { run: holder.run, since: holder.since } }),
    waiting: readWaiting(state).map(({ run, since }) => ({ run, since })),
    approvals: waitingRuns({ journal }).map(({ run, started, waiting }) => ({
      run,
      what: started.request ?? started.runbook,
      expires: waiting?.expires ?? '',
    })),
  };
}
