import type { RunEvent } from '../../model/event.ts';
import type { About } from './diagram.ts';
import { nameOfPrincipal } from '../../model/principal.ts';

/** What a picture of a run says above it: which run, what was asked, by whom and when, and how it ended. */
export function aboutRun(events: readonly RunEvent[]): About {
  const started = events.find((event) => event.type === 'run-started');
  const ended = events.find((event) => event.type === 'run-ended');
  if (started === undefined) return { title: 'a run that never started', subtitle: '' };
  const what = started.request === undefined ? started.runbook : `“${started.request}”`;
  const end =
    ended === undefined
      ? unended(events.at(-1))
      : [`It ended ${ended.outcome} (exit ${ended.exitCode})`, ended.message]
          .filter((part) => part !== '')
          .join(': ');
  return {
    title: started.of === undefined ? what : `rollback of ${started.of}`,
    subtitle: `Run ${started.run} on ${started.host}, by ${nameOfPrincipal(started.by)}, ${started.at.slice(0, 19).replace('T', ' ')} UTC. ${end}`,
  };
}

function unended(last: RunEvent | undefined): string {
  if (last?.type !== 'run-paused') return 'Not finished.';
  return last.outcome === 'pending-reboot' ? 'Waiting for a reboot.' : 'It waits for an approval.';
}
