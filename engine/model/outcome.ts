/** The seven phases a person knows; every state of the machine belongs to one. */
export type Phase = 'plan' | 'snapshot' | 'edit' | 'dry-build' | 'switch' | 'verify' | 'rollback';

/**
 * How one state of the machine ended.
 * `hold`: the preview is complete and no more was asked for. `stop`: a person interrupted. `reboot`: the host must be
 * rebooted before the run can go on. `expired`: it was not rebooted in time. `pending`: nobody may approve it here and
 * now, and the run waits for somebody who may.
 */
export type StepOutcome =
  'ok' | 'no-change' | 'fail' | 'timeout' | 'reject' | 'stop' | 'hold' | 'reboot' | 'expired' | 'pending';

/**
 * How a run ended. Each is final but two: a run that is `pending-reboot` is resumed after the boot, and one that is
 * `pending-approval` by the approval it waits for.
 */
export type RunOutcome =
  | 'verified'
  | 'no-change'
  | 'planned'
  | 'failed'
  | 'rejected'
  | 'rolled-back'
  | 'needs-human'
  | 'pending-reboot'
  | 'pending-approval';

/** Outcomes of a run that waits: it holds nothing meanwhile, and is resumed. */
export type PausedOutcome = Extract<RunOutcome, `pending-${string}`>;

/** Whether a run that has ended so goes on later. */
export function isPaused(outcome: RunOutcome): outcome is PausedOutcome {
  return outcome === 'pending-reboot' || outcome === 'pending-approval';
}

/**
 * Exit codes are API. 2 is the usage error: nothing was started. "Rolled back" never exits 0: the caller did not get
 * what was asked.
 */
export const EXIT_CODES = {
  verified: 0,
  'no-change': 0,
  planned: 0,
  failed: 1,
  usage: 2,
  'rolled-back': 3,
  'needs-human': 4,
  rejected: 5,
  'pending-reboot': 6,
  'pending-approval': 7,
} as const satisfies Record<RunOutcome | 'usage', number>;

export const RUN_OUTCOMES: readonly RunOutcome[] = [
  'verified',
  'no-change',
  'planned',
  'failed',
  'rejected',
  'rolled-back',
  'needs-human',
  'pending-reboot',
  'pending-approval',
];

export function assertNever(value: never): never {
  throw new TypeError(`unexpected value: ${JSON.stringify(value)}`);
}
