import type { Occasion } from './service.ts';

/** What somebody is told: the members are the names of a template. */
export interface Notice {
  readonly occasion: Occasion;
  /** Empty where no run began. */
  readonly run: string;
  readonly runbook: string;
  /** The occasion in words. */
  readonly outcome: string;
  readonly message: string;
  readonly host: string;
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Why it ran: what happened, the schedule, or a person. */
  readonly cause: string;
}

/** Members that a template may name. */
export const NOTICE_MEMBERS = [
  'occasion',
  'run',
  'runbook',
  'outcome',
  'message',
  'host',
  'by',
  'at',
  'cause',
] as const satisfies readonly (keyof Notice)[];

/** A notice as it is sent. */
export interface Letter {
  readonly title: string;
  readonly body: string;
  readonly notice: Notice;
}
