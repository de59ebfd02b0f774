import type { Graph, GraphNode, Recovery } from '../../../engine/model/graph.ts';
import { RUN_OUTCOMES } from '../../../engine/model/outcome.ts';
import { deadManSeconds } from '../../../engine/check/paths/dead-man.ts';

/** The rules of the second opinion that need no path: what a state is, and what it says by itself. */

interface Walker {
  readonly graph: Graph;
  steps: number;
}

export class TooManyPaths extends Error {}

export function label(node: GraphNode): string {
  return node.kind === 'step' ? node.step.kind : node.kind;
}

function declaresChange(node: GraphNode): boolean {
  if (node.kind === 'switch' || node.kind === 'confirm' || node.kind === 'stage') return true;
  if (['reboot', 'collect-garbage', 'files'].includes(label(node))) return true;
  return node.kind === 'step' && node.step.kind === 'run' && node.step.effect !== 'read';
}

export function changes(node: GraphNode): boolean {
  return declaresChange(node) || node.mutates;
}

export function outcomesOf(node: GraphNode): readonly string[] {
  const outcomes = ['ok', 'fail', 'timeout'];
  if (node.kind !== 'rollback') outcomes.push('stop');
  if (label(node) === 'approve' || label(node) === 'consent') outcomes.push('reject');
  if (label(node) === 'consent') outcomes.push('hold', 'pending');
  if ('preflight switch confirm boot reboot rollback'.split(' ').includes(label(node)))
    outcomes.push('reboot');
  if (label(node) === 'boot' || label(node) === 'reboot') outcomes.push('expired');
  if (label(node) === 'dry-build') outcomes.push('no-change');
  return outcomes;
}

export function isEnd(id: string): boolean {
  return RUN_OUTCOMES.some((outcome) => `end:${outcome}` === id);
}

const MAY_RECOVER: Readonly<Record<string, readonly Recovery[]>> = {
  switch: ['reconcile', 'rollback', 'needs-human'],
  confirm: ['again', 'reconcile', 'rollback', 'needs-human'],
  stage: ['again', 'reconcile', 'rollback', 'needs-human'],
  snapshot: ['again', 'reconcile', 'rollback', 'needs-human'],
  edit: ['again', 'reconcile', 'rollback', 'needs-human'],
  build: ['again', 'reconcile', 'rollback', 'needs-human'],
  rollback: ['again', 'needs-human'],
};

export function canBeTakenUp(graph: Graph, node: GraphNode): boolean {
  if (node.recovery === 'rollback' && graph.nodes.every((other) => other.kind !== 'rollback')) return false;
  if (label(node) === 'reboot' || label(node) === 'collect-garbage')
    return ['again', 'rollback', 'needs-human'].includes(node.recovery);
  if (node.kind === 'step' && changes(node)) return ['rollback', 'needs-human'].includes(node.recovery);
  return (MAY_RECOVER[label(node)] ?? ['again', 'rollback', 'needs-human']).includes(node.recovery);
}

export function canBeTakenBack(graph: Graph, node: GraphNode): boolean {
  if (!changes(node)) return true;
  if (!node.mutates) return false;
  if (node.kind === 'step' && node.inverse === 'irreversible') return true;
  if (graph.nodes.every((other) => other.kind !== 'rollback')) return false;
  if (node.kind !== 'step' || label(node) === 'reboot' || label(node) === 'files')
    return node.inverse === 'rollback';
  const { step } = node;
  return (
    node.inverse === 'undo' &&
    step.kind === 'run' &&
    step.effect !== 'irreversible' &&
    step.undo !== undefined
  );
}

export function isMisshapen(graph: Graph): boolean {
  const ids = graph.nodes.map((node) => node.id);
  const leaving = graph.edges.map((edge) => `${edge.from} ${edge.on}`);
  if (new Set(ids).size < ids.length || new Set(leaving).size < leaving.length) return true;
  if (!ids.includes(graph.start)) return true;
  if (graph.nodes.some((node) => !Number.isInteger(node.retry.attempts) || node.retry.attempts < 0))
    return true;
  for (const { from, on, to } of graph.edges) {
    const node = graph.nodes.find(({ id }) => id === from);
    if (node === undefined || !outcomesOf(node).includes(on)) return true;
    if (!ids.includes(to) && !isEnd(to)) return true;
  }
  return ids.some((id) => comesBack(graph, id, id, []));
}

function comesBack(graph: Graph, from: string, wanted: string, seen: string[]): boolean {
  if (seen.includes(from)) return false;
  seen.push(from);
  const next = graph.edges.filter((edge) => edge.from === from).map((edge) => edge.to);
  return next.some((to) => to === wanted || comesBack(graph, to, wanted, seen));
}

export function isReached(graph: Graph, node: GraphNode): boolean {
  if (node.id === graph.start) return true;
  const entered = (id: string): readonly string[] => {
    const own = graph.edges.filter((edge) => edge.from === id).map((edge) => edge.to);
    const from = graph.nodes.find((other) => other.id === id);
    const back = graph.nodes.filter((other) => other.kind === 'rollback').map((other) => other.id);
    return from?.recovery === 'rollback' ? [...own, ...back] : own;
  };
  const search = (id: string, seen: string[]): boolean => {
    if (id === node.id) return true;
    if (seen.includes(id)) return false;
    seen.push(id);
    return entered(id).some((to) => search(to, seen));
  };
  // A person, or the dead-man timer, enters the rollback of a run that changes something.
  const doors = graph.nodes.some(changes)
    ? graph.nodes.filter((other) => other.kind === 'rollback').map((other) => other.id)
    : [];
  return [graph.start, ...doors].some((door) => search(door, []));
}

export function lacksTime(graph: Graph, most: number): boolean {
  const walker: Walker = { graph, steps: most };
  if (graph.nodes.some((node) => !(node.timeout > 0) || node.timeout === Infinity)) return true;
  const back = graph.nodes.find((node) => node.kind === 'rollback');
  const undoing = (node: GraphNode): number =>
    node.mutates && (node.inverse === 'rollback' || node.inverse === 'undo')
      ? node.timeout * (1 + node.retry.attempts)
      : 0;
  const worst = slowest(walker, graph.start, undoing, () => true);
  if (back !== undefined && worst > back.timeout) return true;
  const lasting = (node: GraphNode): number =>
    node.timeout + node.retry.attempts * (node.timeout + node.retry.delay);
  return graph.nodes.some(
    (node) =>
      node.kind === 'switch' &&
      slowest(walker, node.id, lasting, (last) => last.kind === 'confirm' || last.kind === 'stage') >
        deadManSeconds(graph, 0) * 1000,
  );
}

/** The greatest sum along any path from here to a state where it may end; below 0 where there is none. */
function slowest(
  walker: Walker,
  id: string,
  cost: (node: GraphNode) => number,
  mayEnd: (node: GraphNode) => boolean,
): number {
  walker.steps -= 1;
  if (walker.steps < 0) throw new TooManyPaths('too many paths');
  const node = walker.graph.nodes.find((candidate) => candidate.id === id);
  if (node === undefined) return -Infinity;
  const next = walker.graph.edges.filter((edge) => edge.from === id);
  const rest = next.map((edge) => slowest(walker, edge.to, cost, mayEnd));
  return cost(node) + Math.max(mayEnd(node) ? 0 : -Infinity, ...rest);
}
