import type { StepOutcome } from '../../model/outcome.ts';
import { begin, canRestore, end, restore, type Facts } from './facts.ts';
import type { AbstractState, AbstractSystem, Target } from './system.ts';

/** What leads from one state to the next on a path: an outcome, or what is none. */
export type By = StepOutcome | 'left-out' | 'retry' | 'crash' | 'resumed';

/** A state on a path, with the path that led there. */
export interface Visit {
  readonly state: number;
  readonly facts: Facts;
  readonly from?: Visit;
  /** How the state before was left. */
  readonly by?: By;
  readonly crashes: number;
}

/** One thing that can happen in a state. Without a target, nothing leads on. */
export interface Move {
  readonly by: By;
  readonly facts: Facts;
  readonly target: Target | undefined;
}

export interface Watch {
  /** A state begins its work: each pair of state and facts is seen once, on its shortest path. */
  readonly begins: (visit: Visit) => void;
  /** A move that leads to an end, or nowhere. */
  readonly leaves: (visit: Visit, move: Move) => void;
}

/**
 * Follows every path from the start, breadth first: paths without a crash first, then those with one, and so on, each
 * group by length. Gives false when there are more than `cap` pairs of state and facts; then nothing is proved.
 *
 * SAFETY: crashes are not counted out. A crash adds no fact but those of a state that has begun, and taking a state up
 * again changes nothing in them, so the pairs of state and facts are finite however often the engine dies. By the same
 * reason two crashes show everything: one in a state that changes the host, one in the rollback that follows.
 * Retries are the same, and a run that waits (for a reboot, for an approval) and is resumed: the second attempt begins where the first left off, the third adds nothing.
 */
export function explore(system: AbstractSystem, watch: Watch, cap: number): boolean {
  if (typeof system.start !== 'number') return true;
  const seen = new Set<number>();
  let level: Visit[][] = [[{ state: system.start, facts: 0, crashes: 0 }]];
  while (level.some((visits) => visits.length > 0)) {
    const crashed: Visit[][] = [];
    for (let length = 0; length < level.length; length += 1) {
      for (const visit of level[length] ?? []) {
        const key = visit.facts * system.states.length + visit.state;
        if (seen.has(key)) continue;
        if (seen.size >= cap) return false;
        seen.add(key);
        visitState(system, visit, watch, (next) => {
          const visits = next.crashes > visit.crashes ? crashed : level;
          (visits[length + 1] ??= []).push(next);
        });
      }
    }
    level = Array.from(crashed, (visits) => visits ?? []);
  }
  return true;
}

function visitState(system: AbstractSystem, visit: Visit, watch: Watch, push: (next: Visit) => void): void {
  const state = system.states[visit.state];
  if (state === undefined) return;
  if (mayBegin(state, visit.facts)) watch.begins(visit);
  for (const move of movesOf(system, visit.state, state, visit.facts)) {
    const { by, facts, target } = move;
    if (typeof target !== 'number') watch.leaves(visit, move);
    else {
      const crashes = visit.crashes + (by === 'crash' ? 1 : 0);
      push({ state: target, facts, from: visit, by, crashes });
    }
  }
}

function movesOf(system: AbstractSystem, index: number, state: AbstractState, before: Facts): Move[] {
  const moves = mayBegin(state, before) ? movesOnceBegun(system, index, state, before) : [];
  if (mayBeLeftOut(state, before)) {
    moves.push({ by: 'left-out', facts: before | state.wasFalse, target: state.targets.get('ok') });
  }
  return moves;
}

function movesOnceBegun(system: AbstractSystem, index: number, state: AbstractState, before: Facts): Move[] {
  const { node, targets } = state;
  const known = before | state.wasTrue;
  const begun = begin(node, known);
  const moves: Move[] = [];
  for (const outcome of state.possible) {
    if (node.kind === 'rollback' && outcome === 'ok') {
      if (canRestore(begun)) moves.push({ by: 'ok', facts: restore(begun), target: targets.get('ok') });
    } else {
      moves.push({ by: outcome, facts: end(node, outcome, known, begun), target: targets.get(outcome) });
    }
  }
  if (node.retry.attempts > 0) moves.push({ by: 'retry', facts: begun, target: index });
  if (isPause(targets.get('reboot')) || isPause(targets.get('pending')))
    moves.push({ by: 'resumed', facts: begun, target: index });
  const target = afterCrash(system, index, state);
  if (target !== undefined) moves.push({ by: 'crash', facts: begun, target });
  return moves;
}

/** Whether a run that ends so is taken up again in the state that it left. */
function isPause(target: Target | undefined): boolean {
  return target === 'pending-reboot' || target === 'pending-approval';
}

/** Where a crash leads. What `reconcile` finds out is one of the outcomes, and those are followed already. */
function afterCrash(system: AbstractSystem, index: number, { node }: AbstractState): Target | undefined {
  if (node.recovery === 'again') return index;
  if (node.recovery === 'rollback') return system.rollback;
  return node.recovery === 'needs-human' ? 'needs-human' : undefined;
}

function mayBegin(state: AbstractState, facts: Facts): boolean {
  return (facts & state.wasFalse) === 0;
}

function mayBeLeftOut({ node, wasTrue }: AbstractState, facts: Facts): boolean {
  return node.step?.when !== undefined && (facts & wasTrue) === 0;
}
