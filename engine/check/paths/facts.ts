import type { SkeletonKind } from '../../model/graph.ts';
import { assertNever, type StepOutcome } from '../../model/outcome.ts';
import type { JudgedNode } from './judged.ts';
import { changesHost } from './outcomes.ts';

/**
 * What a path has established, one bit each. The first twelve are a chain: each is the work of one state of the skeleton
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
  /** The new system is what boots next. */
  staged: 1 << 10,
  /** It was booted, and everything was looked at again. */
  booted: 1 << 11,
  /** The host may differ from what it was. */
  mutated: 1 << 12,
  /** A state that cannot be taken back was begun, and a rollback may miss what it took. */
  irreversible: 1 << 13,
  /** An `approve` step was answered with yes. */
  approved: 1 << 14,
  rollbackBegun: 1 << 15,
  restored: 1 << 16,
} as const;

export type Fact = keyof typeof FACT;
export type Facts = number;

/** Bits from here on hold what is known of conditions, two for each. */
export const CONDITION_SHIFT = 17;

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
  // It takes the place of a switch: what was live is not what boots next.
  stage: 'live',
  boot: 'confirmed',
};
/** What holds in one boot of the host only. */
const LOOKED_AT = FACT.confirmed | FACT.booted;
const CHAIN_MASK = FACT.mutated - 1;

export function has(facts: Facts, fact: Fact): boolean {
  return (facts & FACT[fact]) !== 0;
}

/** The facts once a state has begun: half of what it does may be done. */
export function begin(node: JudgedNode, facts: Facts): Facts {
  const begun = facts & ~takenBack(node);
  if (node.kind === 'rollback') return begun | FACT.rollbackBegun;
  if (!changesHost(node)) return begun;
  const forever = node.inverse === 'irreversible' && losesTargets(node) ? FACT.irreversible : 0;
  return (begun & ~FACT.restored) | FACT.mutated | forever;
}

/**
 * The facts once a state that had begun has ended.
 *
 * A state that changes the host is stopped before its first attempt or not at all, so then nothing has begun; that an
 * earlier attempt left something is in `before`.
 */
export function end(node: JudgedNode, outcome: StepOutcome, before: Facts, begun: Facts): Facts {
  if (outcome === 'stop') return changesHost(node) ? before : begun;
  return begun | established(node, outcome, begun);
}

/** The facts after a rollback that ended well. */
export function restore(begun: Facts): Facts {
  return (begun & ~FACT.mutated) | FACT.restored;
}

/** Whether a rollback can end well at all: what cannot be undone makes it fail, and needs a person. */
export function canRestore(facts: Facts): boolean {
  return !has(facts, 'irreversible');
}

/** Whether what a state cannot take back may be what a rollback needs. Garbage is, by definition, what none needs. */
export function losesTargets(node: JudgedNode): boolean {
  return node.of?.nature.keepsTargets !== true;
}

function takenBack(node: JudgedNode): Facts {
  // That the change is gone is a fact of its own.
  if (node.kind === 'rollback') return FACT.staged | FACT.booted;
  // A step may change the files that the last look saw, or take a day.
  if (node.kind === 'step') return FACT.checked | (node.of?.reboots === true ? LOOKED_AT : 0);
  // That it is what boots next still holds.
  if (node.kind === 'boot') return LOOKED_AT;
  return CHAIN_MASK & ~(FACT[CHAIN[node.kind]] - 1);
}

function established(node: JudgedNode, outcome: StepOutcome, begun: Facts): Facts {
  if (node.kind === 'rollback') return 0;
  if (node.kind === 'step') return outcome === 'ok' && node.of?.asks === true ? FACT.approved : 0;
  if (outcome === 'reboot') return establishedForBoot(node.kind, begun);
  if (outcome !== 'ok') return 0;
  switch (node.kind) {
    case 'plan':
    case 'snapshot':
      // What is recorded of a host that was changed already is no record of before.
      return has(begun, 'mutated') ? 0 : FACT[CHAIN[node.kind]];
    case 'settle':
      return has(begun, 'live') ? FACT.settled : 0;
    case 'confirm':
      return has(begun, 'settled') ? FACT.confirmed | FACT.staged : 0;
    case 'stage':
      return FACT.staged;
    case 'boot':
      return has(begun, 'staged') ? FACT.booted : 0;
    case 'edit':
    case 'dry-build':
    case 'consent':
    case 'build':
    case 'preflight':
    case 'switch':
      return FACT[CHAIN[node.kind]];
    default:
      return assertNever(node.kind);
  }
}

/** What holds although the host has to be rebooted: all that the look and the profile say, not that it is live. */
function establishedForBoot(kind: SkeletonKind, begun: Facts): Facts {
  if (kind === 'preflight') return FACT.checked;
  return kind === 'confirm' && has(begun, 'settled') ? FACT.staged : 0;
}
