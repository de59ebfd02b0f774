import type { ServiceEvent } from './service-event.ts';

/** What the service of a host is for, and what it has come to. */
export interface ServiceView {
  /** The process that watches; absent where none does. */
  readonly pid?: number;
  readonly triggers: readonly JobView[];
  readonly schedules: readonly JobView[];
  /** How many are told of what happens. */
  readonly notifications: number;
  /** How many events of each type there were since the log was begun, at most of the last 100 days. */
  readonly counts: Readonly<Record<string, number>>;
}

/** One trigger or schedule. */
export interface JobView {
  readonly name: string;
  /** What starts it, in words or as OnCalendar has it. */
  readonly when: string;
  readonly runbook: string;
  /** How it ended last. */
  readonly last?: Extract<ServiceEvent, { type: 'job-ended' }>;
}
