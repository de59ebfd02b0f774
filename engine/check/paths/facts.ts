import type { GraphNode, SkeletonKind } from '../../model/graph.ts';
import type { StepOutcome } from '../../model/outcome.ts';
import { changesHost } from './outcomes.ts';

/**
 * What a path has established, one bit each. The first ten are a chain: each is the work of one state of the skeleton
 * and rests on those before it, so a state that begins takes back its own fact and all that rest on it. Consent to a
 * plan does not survive another dry-build, a dry-build does not survive another edit.
 */
export const FACT = {
  planned: 1,
  snapshot: 1 << 1,
  edited: 1 << 2,
  proved: 1 << 3,
  consented: 1 << 4,
  built: 1 << 5,
  checked: 1 << 6,
  /** The new system runs. */
  live: 1 << 7,
  settled: 1 << 8,
  confirmed: 1 << 9,
  /** The host may differ from what it was. */
  mutated: 1 << 10,
  /** A state that cannot be taken back was begun. */
  irreversible: 1 << 11,
  /** An `approve` step was answered with yes. */
  approved: 1 << 12,
  rollbackBegun: 1 << 13,
  restored: 1 << 14,
} as const;

export type Fact = keyof typeof FACT;
export type Facts = number;

/** Bits from here on hold what is known of conditions, two for each. */
export const CONDITION_SHIFT = 15;

const CHAIN: Readonly<Record<Exclude<SkeletonKind, 'rollback'>, Fact>> = {
  plan: 'planned',
  snapshot: 'snapshot',
  edit: 'edited',
  'dry-build': 'proved',
  consent: 'consented',
  build: 'built',
  preflight: 'checked',
  switch: 'live',
  settle: 'settled',
  confirm: 'confirmed',
};
const CHAIN_MASK = FACT.mutated - 1;

export function has(facts: Facts, fact: Fact): boolean {
  return (facts & FACT[fact]) !== 0;
}

/** The facts once a state has begun: half of what it does may be done. */
export function begin(node: GraphNode, facts: Facts): Facts {
  const begun = facts & ~takenBack(node);
  if (node.kind === 'rollback') return begun | FACT.rollbackBegun;
  if (!changesHost(node)) return begun;
  const forever = node.inverse === 'irreversible' ? FACT.irreversible : 0;
  return (begun & ~FACT.restored) | FACT.mutated | forever;
}

/**
 * The facts once a state that had begun has ended.
 *
 * A state that changes the host is stopped before its first attempt or not at all, so then nothing has begun; that an
 * earlier attempt left something is in `before`.
 */
export function end(node: GraphNode, outcome: StepOutcome, before: Facts, begun: Facts): Facts {
  if (outcome === 'stop') return changesHost(node) ? before : begun;
  return outcome === 'ok' ? begun | established(node, begun) : begun;
}

/** The facts after a rollback that ended well. */
export function restore(begun: Facts): Facts {
  return (begun & ~FACT.mutated) | FACT.restored;
}

/** Whether a rollback can end well at all: what cannot be undone makes it fail, and needs a person. */
export function canRestore(facts: Facts): boolean {
  return !has(facts, 'irreversible');
}

function takenBack(node: GraphNode): Facts {
  // That the change is gone is a fact of its own.
  if (node.kind === 'rollback') return 0;
  // A step may change the files that the last look saw, or take a day.
  if (node.kind === 'step') return FACT.checked;
  return CHAIN_MASK & ~(FACT[CHAIN[node.kind]] - 1);
}

function established(node: GraphNode, begun: Facts): Facts {
  if (node.kind === 'rollback') return 0;
  if (node.kind === 'step') return node.step.kind === 'approve' ? FACT.approved : 0;
  return holds(node.kind, begun) ? FACT[CHAIN[node.kind]] : 0;
}

function holds(kind: Exclude<SkeletonKind, 'rollback'>, begun: Facts): boolean {
  // What is recorded of a host that was changed already is no record of before.
  if (kind === 'plan' || kind === 'snapshot') return !has(begun, 'mutated');
  if (kind === 'settle') return has(begun, 'live');
  if (kind === 'confirm') return has(begun, 'settled');
  return true;
}
