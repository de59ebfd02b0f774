import type { Clause } from '../grammar/clauses.ts';

const OFF =
  /^(?:off|disable|disabled|deactivate|deactivated|stop|stopped|not|never|no|without|forbid|deny|prevent|avoid|cannot|passwordless|nobody|nothing|none|neither|nor|unless|except)$/u;

/** Whether a clause says that something should not be; undefined where it says so twice, or of a part only. */
export function isTurnedOff(clause: Clause): boolean | undefined {
  const turned = clause.filter(({ kind, word }) => kind === 'word' && OFF.test(word)).length;
  return turned > 1 ? undefined : turned === 1;
}
