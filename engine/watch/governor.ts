import type { ServiceEvent } from '../model/service/service-event.ts';
import type { Trigger } from '../model/service/service.ts';

/** What is remembered of a trigger: a fold of the event log, so a restart of the service forgets nothing. */
export interface TriggerState {
  /** The event that is open: what the trigger waits for came to be so and has not ceased. */
  readonly open?: string;
  /** Its last job has not ended. */
  readonly running: boolean;
  /** When its last job ended, milliseconds since 1970. */
  readonly ended?: number;
  /** When its jobs began. */
  readonly starts: readonly number[];
  /** Events that had their run, newest last. */
  readonly handled: readonly string[];
}

export const FRESH: TriggerState = { running: false, starts: [], handled: [] };

/** What becomes of an event now. `until`: not before then, should it still be so. */
export type TriggerVerdict =
  | { readonly kind: 'start' }
  | { readonly kind: 'handled' }
  | { readonly kind: 'running' }
  | { readonly kind: 'resting'; readonly until: number }
  | { readonly kind: 'exhausted'; readonly until: number };

// An old event does not come again; what is remembered must not grow for ever.
const REMEMBERED = 100;

/**
 * Whether an event starts a run of its trigger. One event has one run; one run at a time; rest after each, for as long as
 * `cooldown` says; never more than the budget in any stretch of its length. What a run causes itself falls into its own
 * time or the rest after it, so it cannot feed itself faster than the budget allows.
 *
 * @example
 * judgeEvent(trigger, FRESH, 'nginx.service@1', Date.now()) // { kind: 'start' }
 */
export function judgeEvent(
  { cooldown, budget }: Pick<Trigger, 'cooldown' | 'budget'>,
  state: TriggerState,
  key: string,
  now: number,
): TriggerVerdict {
  if (state.handled.includes(key)) return { kind: 'handled' };
  if (state.running) return { kind: 'running' };
  const rested = (state.ended ?? -Infinity) + cooldown;
  if (now < rested) return { kind: 'resting', until: rested };
  // A start that lies in the future is of a clock that was set back; it counts.
  const counted = state.starts.filter((start) => start > now - budget.per);
  if (counted.length < budget.runs) return { kind: 'start' };
  const oldest = counted.toSorted((one, other) => one - other)[counted.length - budget.runs] ?? now;
  return { kind: 'exhausted', until: oldest + budget.per };
}

/** The state of a trigger after one more event of the log; the same state where it is about something else. */
export function foldTrigger(trigger: string, state: TriggerState, event: ServiceEvent): TriggerState {
  const at = Date.parse(event.at);
  switch (event.type) {
    case 'trigger-met':
      return event.trigger === trigger ? { ...state, open: event.key } : state;
    case 'trigger-cleared': {
      if (event.trigger !== trigger) return state;
      const { open: _gone, ...rest } = state;
      return rest;
    }
    case 'job-started': {
      if (event.job.kind !== 'trigger' || event.job.name !== trigger) return state;
      const handled = event.key === undefined ? state.handled : [...state.handled, event.key];
      const starts = [...state.starts, at].slice(-REMEMBERED);
      return { ...state, running: true, starts, handled: handled.slice(-REMEMBERED) };
    }
    case 'job-ended':
      if (event.job.kind !== 'trigger' || event.job.name !== trigger) return state;
      return { ...state, running: false, ended: at };
    default:
      return state;
  }
}
