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
const CONSENT_MS = 86_400_000;
const STEP_DEFAULT_MS = 300_000;
// A disk with a million files takes its time.
const GARBAGE_MS = 3_600_000;

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
export function buildGraph(steps: readonly Step[], limits: GraphLimits): Graph {
  const firstEdit = steps.findIndex(changesConfiguration);
  const before = firstEdit === -1 ? steps : steps.slice(0, firstEdit);
  const after = firstEdit === -1 ? [] : steps.slice(firstEdit);
  if (firstEdit === -1)
    return connect([...skeleton(['plan', 'consent'], limits), ...stepNodes(before)], [], limits);
  const split = after.findIndex((step) => step.kind === 'reboot');
  const trial = stepNodes(split === -1 ? after : after.slice(0, split));
  const [reboot, ...booted] = stepNodes(split === -1 ? [] : after.slice(split));
  // What stands on trial and is more than a look is never left out: then the new system has to be live first.
  const stage = trial.every(isLook) ? skeleton(['stage'], limits) : [];
  const boot = skeleton(['boot'], limits, looksAgain(trial));
  const line = [
    ...skeleton(['plan', 'snapshot', 'edit', 'dry-build', 'consent', 'build'], limits),
    ...stepNodes(before),
    ...skeleton(['preflight', 'switch', 'settle'], limits),
    ...trial,
    ...skeleton(['confirm'], limits),
  ];
  return reboot === undefined
    ? connect(line, [...stage, ...boot], limits)
    : connect([...line, reboot, ...boot, ...booted], stage, limits);
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

function stepNodes(steps: readonly Step[]): GraphNode[] {
  return steps.filter(isState).map((step) => ({
    id: stepNodeId(step.id),
    kind: 'step',
    step,
    phase: 'verify',
    retry: step.retry ?? { attempts: 0, delay: 0 },
    timeout: step.timeout ?? defaultTimeout(step),
    ...effectOf(step),
  }));
}

/** A command that changes the host may have done half of it when the engine died: it is undone, not done again. */
function effectOf(step: StateStep): Pick<GraphNode, 'mutates' | 'inverse' | 'recovery'> {
  // Which boot it is says whether the host was rebooted. Another system that came up is taken back by the rollback.
  if (step.kind === 'reboot') return { mutates: true, inverse: 'rollback', recovery: 'again' };
  // What is gone stays gone, and no rollback misses it; what is left of it can be collected again.
  if (step.kind === 'collect-garbage') return { mutates: true, inverse: 'irreversible', recovery: 'again' };
  // A copy of what was there lies in the state directory before the first byte is changed.
  if (step.kind === 'files') return { mutates: true, inverse: 'rollback', recovery: 'rollback' };
  if (step.kind !== 'run' || step.effect === 'read')
    return { mutates: false, inverse: 'none', recovery: 'again' };
  if (step.effect === 'change') return { mutates: true, inverse: 'undo', recovery: 'rollback' };
  return { mutates: true, inverse: 'irreversible', recovery: 'needs-human' };
}

/** Whether a step is part of the one change of the run. */
export function changesConfiguration(step: Step): step is Extract<Step, { kind: 'edit' | 'inputs' }> {
  return step.kind === 'edit' || step.kind === 'inputs';
}

function isState(step: Step): step is StateStep {
  return !changesConfiguration(step) && step.kind !== 'call';
}

function defaultTimeout(step: StateStep): number {
  if (step.kind === 'approve') return CONSENT_MS;
  if (step.kind === 'collect-garbage') return GARBAGE_MS;
  if (step.kind === 'wait') return step.duration + STEP_DEFAULT_MS;
  if (step.kind === 'verify') return step.checks.reduce((sum, check) => sum + check.within, STEP_DEFAULT_MS);
  return STEP_DEFAULT_MS;
}

/** What `boot` has time for: the checks of the trial, made again. */
function looksAgain(trial: readonly GraphNode[]): number {
  return trial.reduce((sum, node) => sum + (node.step?.kind === 'verify' ? node.timeout : 0), 0);
}

/** Edges of a straight line of states and of those `beside` it, with every failure led to where it is safe. */
function connect(line: readonly GraphNode[], beside: readonly GraphNode[], limits: GraphLimits): Graph {
  const booting = bootEdges(line, beside);
  const edges: GraphEdge[] = [];
  let mutated = false;
  line.forEach((node, index) => {
    const next = line[index + 1]?.id ?? endId('verified');
    const before = mutated;
    // A state that mutates may have done half of it when it fails; it is never stopped half-way.
    mutated ||= node.mutates;
    edges.push(...edgesOf(node, next, { before, after: mutated }));
  });
  for (const node of beside) {
    const next = node.kind === 'stage' ? booting.next : endId('verified');
    edges.push(...edgesOf(node, next, { before: true, after: true }));
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

function edgesOf(node: GraphNode, next: string, mutated: Mutated): GraphEdge[] {
  const back = mutated.after ? 'rollback' : endId('failed');
  const failure = node.kind === 'step' ? failureTarget(node.step, next, back) : back;
  const edge = (on: StepOutcome, to: string): GraphEdge => ({ from: node.id, on, to });
  // It is stopped before an attempt begins; one that failed, or that a crash ended, may lie behind it.
  const again = node.retry.attempts > 0 || pauses(node) || node.recovery === 'again';
  const touched = mutated.before || (node.mutates && again);
  const stop = edge('stop', touched ? 'rollback' : endId('failed'));
  const edges = [edge('ok', next), edge('fail', failure), edge('timeout', failure), stop];
  const asks = node.kind === 'consent' || (node.kind === 'step' && node.step.kind === 'approve');
  if (asks) edges.push(edge('reject', mutated.before ? 'rollback' : endId('rejected')));
  if (node.kind === 'consent')
    edges.push(edge('hold', endId('planned')), edge('pending', endId('pending-approval')));
  if (node.kind === 'dry-build') edges.push(edge('no-change', endId('no-change')));
  if (pauses(node))
    edges.push(edge('reboot', endId('pending-reboot')), edge('expired', endId('needs-human')));
  return edges;
}

/** A state in which the run may have to wait for a reboot; it is entered again after it. */
function pauses(node: GraphNode): boolean {
  return node.kind === 'boot' || node.step?.kind === 'reboot';
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

function isLook({ step }: GraphNode): boolean {
  return step?.kind === 'verify' || step?.kind === 'notify';
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
