import type { Recovery, SkeletonKind } from '../../model/graph.ts';
import type { StepOutcome } from '../../model/outcome.ts';
import type { JudgedNode } from './judged.ts';

const ALWAYS: readonly StepOutcome[] = ['ok', 'fail', 'timeout', 'stop'];
/** What it leads to cannot be made live, and has to be booted. */
const BOOTS: readonly StepOutcome[] = [...ALWAYS, 'reboot'];
/** The run waits for a reboot, and not for ever. */
const PAUSES: readonly StepOutcome[] = [...BOOTS, 'expired'];
const ASKS: readonly StepOutcome[] = [...ALWAYS, 'reject'];

/**
 * How each kind of state can end. Every one of these leads somewhere, and no other outcome has an edge: what is not in
 * this table is explored by nobody.
 */
const OUTCOMES: Readonly<Record<SkeletonKind, readonly StepOutcome[]>> = {
  plan: ALWAYS,
  snapshot: ALWAYS,
  edit: ALWAYS,
  'dry-build': [...ALWAYS, 'no-change'],
  consent: [...ASKS, 'hold', 'pending'],
  build: ALWAYS,
  preflight: BOOTS,
  switch: BOOTS,
  settle: ALWAYS,
  confirm: BOOTS,
  stage: ALWAYS,
  boot: PAUSES,
  // What takes a change back is not stopped by the wish to stop.
  rollback: ['ok', 'fail', 'timeout', 'reboot'],
};

/**
 * What may be done after a crash in a state, besides going to `rollback` and `needs-human`, which always may.
 *
 * - `again`: doing it twice is as good as once. Not an activation, and no command of an author that changes the host.
 * - `reconcile`: the host itself shows how it ended. Not an answer, a look or a command: they leave no such trace.
 */
const RECOVERIES: Readonly<Record<SkeletonKind, readonly Recovery[]>> = {
  plan: ['again'],
  snapshot: ['again', 'reconcile'],
  edit: ['again', 'reconcile'],
  'dry-build': ['again'],
  consent: ['again'],
  build: ['again', 'reconcile'],
  preflight: ['again'],
  switch: ['reconcile'],
  settle: ['again'],
  confirm: ['again', 'reconcile'],
  stage: ['again', 'reconcile'],
  boot: ['again'],
  rollback: ['again'],
};

export function possibleOutcomes(node: JudgedNode): readonly StepOutcome[] {
  if (node.kind !== 'step') return OUTCOMES[node.kind];
  if (node.of?.reboots === true) return PAUSES;
  return node.of?.asks === true ? ASKS : ALWAYS;
}

export function allowsRecovery(node: JudgedNode): boolean {
  const { recovery } = node;
  if (recovery === 'needs-human') return true;
  // A rollback that begins anew is `again`: it has no other rollback to go to.
  if (recovery === 'rollback') return node.kind !== 'rollback';
  if (isCommand(node) && changesHost(node)) return false;
  return node.kind === 'step' ? recovery === 'again' : RECOVERIES[node.kind].includes(recovery);
}

/** Whether a state changes the host by what it is, whatever its graph says. */
export function mustMutate(node: JudgedNode): boolean {
  if (node.kind !== 'step') return node.kind === 'switch' || node.kind === 'confirm' || node.kind === 'stage';
  return node.of?.nature.changesHost(node.step) ?? false;
}

/** Whether nothing but its author says what a state does: that is not so of what the engine does by itself. */
export function isCommand(node: JudgedNode): boolean {
  return node.kind === 'step' && node.of?.nature.own !== true;
}

export function changesHost(node: JudgedNode): boolean {
  return node.mutates || mustMutate(node);
}
