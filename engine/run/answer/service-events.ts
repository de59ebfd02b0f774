import type { HostPlace } from '../../model/host/place.ts';
import { followFiles } from '../../host/watch/follow-files.ts';
import { openServiceLogToRead } from '../../journal/service-log.ts';
import type { ServiceEvent } from '../../model/service/service-event.ts';

/** The newest events of the service, oldest first. */
export function readServiceEvents(
  { state }: Pick<HostPlace, 'state'>,
  limit: number,
  since?: string,
): readonly ServiceEvent[] {
  using log = openServiceLogToRead(state);
  return log.newest(limit, since);
}

/** Tells events as they are written, until the signal aborts. */
export async function followServiceEvents(
  { state }: Pick<HostPlace, 'state'>,
  after: number,
  tell: (event: ServiceEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  using log = openServiceLogToRead(state);
  let last = after;
  const read = (): void => {
    for (const event of log.after(last)) {
      last = event.id;
      tell(event);
    }
  };
  read();
  const watching = followFiles(state, ['service.db', 'service.db-wal'], read);
  await new Promise<void>((settle) => {
    if (signal.aborted) settle();
    else signal.addEventListener('abort', () => settle(), { once: true });
  });
  watching.close();
}
