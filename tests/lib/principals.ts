import type { Person } from '../../engine/model/principal.ts';

/** A user at a terminal, as the kernel says. */
export function person(name: string, uid?: number): Person {
  return {
    kind: 'person',
    name,
    ...(uid === undefined ? {} : { uid }),
    door: 'terminal',
    known: 'uid',
    groups: [],
  };
}
