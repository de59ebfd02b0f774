/** What started a run when no person did: a trigger or a schedule, by its name. */
export interface Cause {
  readonly kind: 'trigger' | 'schedule';
  readonly name: string;
  /** What happened, in words: `nginx.service failed`. */
  readonly event?: string;
}

/** Stands where a user's name stands; no user has a colon in theirs. */
export function nameCause({ kind, name }: Pick<Cause, 'kind' | 'name'>): string {
  return `${kind}:${name}`;
}
