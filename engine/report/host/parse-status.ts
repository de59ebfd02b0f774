import { parseHistoryEntry } from '../../model/events/parse-history.ts';
import { parseServiceEvent } from '../../model/events/parse-service-event.ts';
import { isTexts } from '../../model/events/plan-shapes.ts';
import {
  isListOf,
  isMapOf,
  isNumber,
  isObject,
  isRecord,
  isText,
  isTruth,
  optional,
  type Is,
} from '../../model/events/shape.ts';
import type { JobView, ServiceView } from '../../model/service/service-view.ts';
import type { SystemState } from '../../model/system.ts';
import type { Activity } from './activity.ts';
import type { StatusView } from './status.ts';

/** What `status --json` prints, from outside; undefined where it is none. */
export function parseStatusView(value: unknown): StatusView | undefined {
  if (!isRecord(value)) return undefined;
  const view = { ...value, last: parseHistoryEntry(value['last']) };
  return isView(view) ? view : undefined;
}

const isEnded: Is<NonNullable<JobView['last']>> = (value): value is NonNullable<JobView['last']> =>
  parseServiceEvent(value)?.type === 'job-ended';

const isJobView = isObject<JobView>({ name: isText, when: isText, runbook: isText, last: optional(isEnded) });

const isEntry: Is<NonNullable<StatusView['last']>> = (value): value is NonNullable<StatusView['last']> =>
  parseHistoryEntry(value) !== undefined;

const isView = isObject<StatusView>({
  root: isText,
  style: isText,
  system: isObject<SystemState>({
    running: isText,
    profile: isText,
    generation: isNumber,
    booted: isText,
    boot: optional(isText),
    failedUnits: isTexts,
  }),
  units: isTruth,
  configured: optional(isText),
  memory: isObject<StatusView['memory']>({ total: isNumber, free: isNumber }),
  last: optional(isEntry),
  activity: optional(
    isObject<Activity>({
      going: optional(isObject<NonNullable<Activity['going']>>({ run: isText, since: isText })),
      waiting: isListOf(isObject<Activity['waiting'][number]>({ run: isText, since: isText })),
      approvals: isListOf(
        isObject<Activity['approvals'][number]>({ run: isText, what: isText, expires: isText }),
      ),
    }),
  ),
  service: optional(
    isObject<ServiceView>({
      pid: optional(isNumber),
      triggers: isListOf(isJobView),
      schedules: isListOf(isJobView),
      notifications: isNumber,
      counts: isMapOf(isNumber),
    }),
  ),
});
