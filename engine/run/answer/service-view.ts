import type { ServicePlace } from '../../config/host-settings.ts';
import type { HostPlace } from '../../model/host/place.ts';
import { isAlive } from '../../host/process/detached.ts';
import { readService } from '../../host/service-file.ts';
import { openServiceLogToRead, type ServiceLog } from '../../journal/service-log.ts';
import type { JobName, ServiceEvent } from '../../model/service/service-event.ts';
import type { JobView, ServiceView } from '../../model/service/service-view.ts';
import { describeWhen } from '../../watch/describe-when.ts';

type JobEnded = Extract<ServiceEvent, { type: 'job-ended' }>;

/** So many ends are looked through for the last one of a job. */
const LOOKED_AT = 500;

/** What the service of a host does; undefined where its file says nothing, or cannot be read. */
export async function readServiceView(
  { state }: Pick<HostPlace, 'state'>,
  file: ServicePlace,
): Promise<ServiceView | undefined> {
  const service = await readService(file);
  if (!service.ok) return undefined;
  const { triggers, schedules, notifications } = service.value;
  if (triggers.length + schedules.length + notifications.length === 0) return undefined;
  using log = openServiceLogToRead(state);
  const ends = log.newestOf(['job-ended'], LOOKED_AT).filter((event) => event.type === 'job-ended');
  const pid = watcher(log);
  return {
    ...(pid === undefined ? {} : { pid }),
    triggers: triggers.map(({ name, when, runbook }) =>
      view({ kind: 'trigger', name }, describeWhen(when), runbook, ends),
    ),
    schedules: schedules.map(({ name, calendar, runbook }) =>
      view({ kind: 'schedule', name }, calendar, runbook, ends),
    ),
    notifications: notifications.length,
    counts: log.counts(),
  };
}

/** The process that began last and has not said that it ended, if it is still there. */
function watcher(log: ServiceLog): number | undefined {
  const [last] = log.newestOf(['daemon-started', 'daemon-stopped'], 1);
  return last?.type === 'daemon-started' && isAlive(last.pid) ? last.pid : undefined;
}

function view(job: JobName, when: string, runbook: string, ends: readonly JobEnded[]): JobView {
  const last = ends.find((end) => end.job.kind === job.kind && end.job.name === job.name);
  return { name: job.name, when, runbook, ...(last === undefined ? {} : { last }) };
}
