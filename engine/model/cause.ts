/** What started a run when no person did: a trigger or a schedule, by its name. */
export interface Cause {
  readonly kind: 'trigger' | 'schedule';
  readonly name: string;
  /** What happened, in words: `nginx.service failed`. */
  readonly event?: string;
}
