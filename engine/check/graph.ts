import { findStateKind, isChange, isState, stateKindOf } from '../kinds/find-kind.ts';
import { KINDS } from '../kinds/kinds.ts';
import { A_DAY, DEFAULT_TIME_LIMIT, type Kinds, type StateKind } from '../kinds/step-kind.ts';
import { assertNever, type Phase, type StepOutcome } from '../model/outcome.ts';
import {
  endId,
  type Graph,
  type GraphEdge,
  type GraphNode,
  type SkeletonKind,
  type StateStep,
} from '../model/graph.ts';
import type { Step } from '../model/runbook.ts';

/** Time limits of the inserted states, milliseconds. */
export interface GraphLimits {
  readonly evaluate: number;
  readonly build: number;
  readonly switch: number;
  readonly settle: number;
  /** For reading, hashing, git and the service manager, within every state. */
  readonly bookkeeping: number;
}

// A person may take a day to answer.
const CONSENT_MS = A_DAY;

/**
 * A runbook's steps (calls inlined) → the graph of everything a run of it can do: the safety skeleton around what the
 * author wrote. All `edit` and `inputs` steps are one change; what stands before the first of them runs after consent and before the
 * switch, what stands after runs while the new system is on trial.
 *
 *     plan → snapshot → edit → dry-build → consent → build → (steps) → preflight → switch → settle →
 *     (steps) → confirm → verified
 *
 * What a switch cannot make live is booted: `preflight` and `switch` lead to `stage` where the new system refuses to be
 * switched to, and `confirm` leads on where its kernel is another one. `boot` waits for the reboot and looks again:
 *
 *     (preflight | switch) → stage → boot → verified          confirm → boot → verified
 *
 * A `reboot` step stands between `confirm` and `boot`; the steps behind it run in the booted system.
 *
 * A runbook without edits has no switch: plan → consent → its steps → verified.
 */
export function buildGraph(steps: readonly Step[], limits: GraphLimits, kinds: Kinds = KINDS): Graph {
  const firstEdit = steps.findIndex((step) => isChange(kinds, step));
  const before = firstEdit === -1 ? steps : steps.slice(0, firstEdit);
  const after = firstEdit === -1 ? [] : steps.slice(firstEdit);
  if (firstEdit === -1)
    return connect(
      [...skeleton(['plan', 'consent'], limits), ...stepNodes(before, kinds)],
      [],
      limits,
      kinds,
    );
  const split = after.findIndex((step) => findStateKind(kinds, step)?.reboots === true);
  const trial = stepNodes(split === -1 ? after : after.slice(0, split), kinds);
  const [reboot, ...booted] = stepNodes(split === -1 ? [] : after.slice(split), kinds);
  // What stands on trial and is more than a look is never left out: then the new system has to be live first.
  const stage = trial.every((node) => kindOf(node, kinds)?.looks !== undefined)
    ? skeleton(['stage'], limits)
    : [];
  const boot = skeleton(['boot'], limits, looksAgain(trial, kinds));
  const line = [
    ...skeleton(['plan', 'snapshot', 'edit', 'dry-build', 'consent', 'build'], limits),
    ...stepNodes(before, kinds),
    ...skeleton(['preflight', 'switch', 'settle'], limits),
    ...trial,
    ...skeleton(['confirm'], limits),
  ];
  return reboot === undefined
    ? connect(line, [...stage, ...boot], limits, kinds)
    : connect([...line, reboot, ...boot, ...booted], stage, limits, kinds);
}

/** The node id of an author's step: no step name can collide with a state of the skeleton. */
export function stepNodeId(step: string): string {
  return `step:${step}`;
}

/** Milliseconds that a state may take at most, every attempt included. */
export function longestTime(node: GraphNode): number {
  const { attempts, delay } = node.retry;
  return (attempts + 1) * node.timeout + attempts * delay;
}

/**
 * Milliseconds that taking a state back may take at most. The old system is given the time of the new one, an undo the
 * time of its step; each attempt that was begun is undone.
 */
export function inverseTime(node: GraphNode): number {
  if (!node.mutates || node.inverse === 'none' || node.inverse === 'irreversible') return 0;
  return (node.retry.attempts + 1) * node.timeout;
}

const PHASES: Readonly<Record<SkeletonKind, Phase>> = {
  plan: 'plan',
  snapshot: 'snapshot',
  edit: 'edit',
  'dry-build': 'dry-build',
  consent: 'dry-build',
  build: 'switch',
  preflight: 'switch',
  switch: 'switch',
  settle: 'verify',
  confirm: 'verify',
  stage: 'switch',
  boot: 'verify',
  rollback: 'rollback',
};

const MUTATING: ReadonlySet<SkeletonKind> = new Set(['switch', 'confirm', 'stage']);

/** @param more - Milliseconds beyond their own limits. */
function skeleton(kinds: readonly SkeletonKind[], limits: GraphLimits, more = 0): GraphNode[] {
  return kinds.map((kind) => ({
    id: kind,
    kind,
    phase: PHASES[kind],
    retry: { attempts: 0, delay: 0 },
    timeout: timeLimit(kind, limits) + more,
    mutates: MUTATING.has(kind),
    inverse: MUTATING.has(kind) ? 'rollback' : 'none',
    // Only an activation cannot simply be done again: which system runs says how it ended.
    recovery: kind === 'switch' ? 'reconcile' : 'again',
  }));
}

function timeLimit(kind: SkeletonKind, limits: GraphLimits): number {
  switch (kind) {
    case 'plan':
    case 'dry-build':
      return limits.evaluate * 2 + limits.bookkeeping;
    case 'snapshot':
    case 'edit':
      return limits.bookkeeping;
    case 'consent':
      return CONSENT_MS;
    case 'build':
      return limits.build;
    case 'preflight':
    case 'switch':
    case 'rollback':
      return limits.switch + limits.bookkeeping;
    case 'confirm':
    case 'stage':
      // The profile is set, then the boot entry is written.
      return limits.switch * 2 + limits.bookkeeping;
    case 'settle':
    case 'boot':
      return limits.settle + limits.bookkeeping;
    default:
      return assertNever(kind);
  }
}

function stepNodes(steps: readonly Step[], kinds: Kinds): GraphNode[] {
  return steps.flatMap((step): GraphNode[] => {
    if (!isState(kinds, step)) return [];
    const kind = stateKindOf(kinds, step);
    return [
      {
        id: stepNodeId(step.id),
        kind: 'step',
        step,
        phase: 'verify',
        retry: step.retry ?? { attempts: 0, delay: 0 },
        timeout: step.timeout ?? kind.timeLimit?.(step) ?? DEFAULT_TIME_LIMIT,
        ...kind.effect(step),
      },
    ];
  });
}

/** What `boot` has time for: the checks of the trial, made again. */
function looksAgain(trial: readonly GraphNode[], kinds: Kinds): number {
  return trial.reduce((sum, node) => sum + (kindOf(node, kinds)?.looks === 'checks' ? node.timeout : 0), 0);
}

/** What is known of an author's step that is a state. */
function kindOf(node: GraphNode, kinds: Kinds): StateKind | undefined {
  return node.kind === 'step' ? stateKindOf(kinds, node.step) : undefined;
}

/** Edges of a straight line of states and of those `beside` it, with every failure led to where it is safe. */
function connect(
  line: readonly GraphNode[],
  beside: readonly GraphNode[],
  limits: GraphLimits,
  kinds: Kinds,
): Graph {
  const booting = bootEdges(line, beside);
  const edges: GraphEdge[] = [];
  let mutated = false;
  line.forEach((node, index) => {
    const next = line[index + 1]?.id ?? endId('verified');
    const before = mutated;
    // A state that mutates may have done half of it when it fails; it is never stopped half-way.
    mutated ||= node.mutates;
    edges.push(...edgesOf(node, next, { before, after: mutated }, kinds));
  });
  for (const node of beside) {
    const next = node.kind === 'stage' ? booting.next : endId('verified');
    edges.push(...edgesOf(node, next, { before: true, after: true }, kinds));
  }
  edges.push(...booting.edges);
  const start = line[0]?.id ?? endId('verified');
  if (!mutated) return { start, nodes: line, edges };
  const rollback: GraphEdge[] = [
    { from: 'rollback', on: 'ok', to: endId('rolled-back') },
    { from: 'rollback', on: 'fail', to: endId('needs-human') },
    { from: 'rollback', on: 'timeout', to: endId('needs-human') },
    { from: 'rollback', on: 'reboot', to: endId('pending-reboot') },
  ];
  const all = [...line, ...beside];
  const undoing = all.reduce((sum, node) => sum + inverseTime(node), 0);
  const back = skeleton(['rollback'], limits).map((node) => ({ ...node, timeout: node.timeout + undoing }));
  return { start, nodes: [...all, ...back], edges: [...edges, ...rollback] };
}

/** Whether the host may differ from what it was, when a state begins and when it has ended. */
interface Mutated {
  readonly before: boolean;
  readonly after: boolean;
}

function edgesOf(node: GraphNode, next: string, mutated: Mutated, kinds: Kinds): GraphEdge[] {
  const kind = kindOf(node, kinds);
  // The run may have to wait for a reboot; it is entered again after it.
  const pauses = node.kind === 'boot' || kind?.reboots === true;
  const back = mutated.after ? 'rollback' : endId('failed');
  const failure = node.kind === 'step' ? failureTarget(node.step, next, back) : back;
  const edge = (on: StepOutcome, to: string): GraphEdge => ({ from: node.id, on, to });
  // It is stopped before an attempt begins; one that failed, or that a crash ended, may lie behind it.
  const again = node.retry.attempts > 0 || pauses || node.recovery === 'again';
  const touched = mutated.before || (node.mutates && again);
  const stop = edge('stop', touched ? 'rollback' : endId('failed'));
  const edges = [edge('ok', next), edge('fail', failure), edge('timeout', failure), stop];
  const asks = node.kind === 'consent' || kind?.asks === true;
  if (asks) edges.push(edge('reject', mutated.before ? 'rollback' : endId('rejected')));
  if (node.kind === 'consent')
    edges.push(edge('hold', endId('planned')), edge('pending', endId('pending-approval')));
  if (node.kind === 'dry-build') edges.push(edge('no-change', endId('no-change')));
  if (pauses) edges.push(edge('reboot', endId('pending-reboot')), edge('expired', endId('needs-human')));
  return edges;
}

/** Where the states lead whose change a switch cannot make live. */
function bootEdges(line: readonly GraphNode[], beside: readonly GraphNode[]) {
  const at = (kind: SkeletonKind): number => line.findIndex((node) => node.kind === kind);
  const next = line[at('confirm') + 1]?.id ?? 'boot';
  const staging = beside.some((node) => node.kind === 'stage');
  const touched = line.slice(0, at('switch')).some((node) => node.mutates);
  const reboot = (from: string, to: string): GraphEdge => ({ from, on: 'reboot', to });
  const edges = [
    reboot('preflight', staging ? 'stage' : touched ? 'rollback' : endId('failed')),
    reboot('switch', staging ? 'stage' : 'rollback'),
    reboot('confirm', next),
  ];
  return { next, edges: at('confirm') === -1 ? [] : edges };
}

function failureTarget(step: StateStep, next: string, back: string): string {
  const { onFailure } = step;
  if (onFailure === undefined) return back;
  switch (onFailure.to) {
    case 'rollback':
      return back;
    case 'continue':
      return next;
    case 'needs-human':
      return endId('needs-human');
    case 'step':
      return stepNodeId(onFailure.step);
    default:
      return assertNever(onFailure);
  }
}
