import type { GraphNode } from '../../model/graph.ts';
import type { By, Visit } from './explore.ts';
import type { AbstractSystem } from './system.ts';

const WORDS: Readonly<Record<By, string>> = {
  ok: 'ok',
  fail: 'fails',
  timeout: 'takes too long',
  stop: 'is stopped',
  reject: 'is refused',
  hold: 'holds',
  'no-change': 'finds nothing to change',
  reboot: 'needs a reboot',
  expired: 'is not rebooted in time',
  pending: 'waits for an approval',
  resumed: 'is resumed',
  'left-out': 'is left out',
  retry: 'fails and is tried again',
  crash: 'crashes',
};

// A path is read by people and models; what happens in the middle of a long one is the usual course.
const FIRST = 4;
const LAST = 16;

/**
 * The path to a state, or on from it, in plain words.
 *
 * @example
 * 'plan ok → snapshot ok → edit fails'
 */
export function describePath(system: AbstractSystem, visit: Visit, by?: By): string {
  const parts = by === undefined ? [] : [step(system, visit, by)];
  for (let at: Visit = visit; at.from !== undefined && at.by !== undefined; at = at.from) {
    parts.push(step(system, at.from, at.by));
  }
  return joinPath(parts.toReversed());
}

export function joinPath(parts: readonly string[]): string {
  if (parts.length <= FIRST + LAST + 1) return parts.join(' → ');
  const left = parts.length - FIRST - LAST;
  return [...parts.slice(0, FIRST), `(${left} more)`, ...parts.slice(-LAST)].join(' → ');
}

/** A state as a person knows it: the engine's by their name, the author's in quotes. */
export function nameState(node: GraphNode): string {
  return node.kind === 'step' ? `'${node.step.id}'` : node.id;
}

export function nameVisited(system: AbstractSystem, visit: Visit): string {
  const node = system.states[visit.state]?.node;
  return node === undefined ? '?' : nameState(node);
}

export function wordOf(by: By): string {
  return WORDS[by];
}

function step(system: AbstractSystem, visit: Visit, by: By): string {
  return `${nameVisited(system, visit)} ${WORDS[by]}`;
}
