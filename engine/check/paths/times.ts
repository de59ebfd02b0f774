import type { Finding } from '../../model/finding.ts';
import type { Graph, GraphNode } from '../../model/graph.ts';
import { inverseTime, longestTime } from '../graph.ts';
import { deadManSeconds } from './dead-man.ts';
import { problem, type Locate } from './problem.ts';
import { sortNodes } from './sort-nodes.ts';
import { joinPath, nameState } from './words.ts';

/**
 * Whether there is time enough: the rollback for taking back everything that a path may have done, and the dead-man
 * timer for the way from the switch to its confirmation. PATH006. The graph has no loop.
 */
export function checkTimes(graph: Graph, locate: Locate): Finding[] {
  const sorted = sortNodes(graph);
  if (!sorted.ok) return [];
  const findings = graph.nodes
    .filter((node) => !isDuration(node.timeout))
    .map((node) => {
      const message = `${nameState(node)} has no finite time limit: ${node.timeout} ms`;
      return problem('PATH006', message, 'set a limit above 0', locate(node));
    });
  return findings.length > 0
    ? findings
    : [...checkRollback(graph, sorted.ids, locate), ...checkDeadMan(graph, sorted.ids, locate)];
}

function checkRollback(graph: Graph, order: readonly string[], locate: Locate): Finding[] {
  const rollback = graph.nodes.find((node) => node.kind === 'rollback');
  if (rollback === undefined) return [];
  const way = longest(graph, order, graph.start, inverseTime, () => true);
  if (way.time <= rollback.timeout) return [];
  const said = describeWay(way, inverseTime);
  const message = `${said}: undoing this may take ${seconds(way.time)}, but rollback has ${seconds(rollback.timeout)}`;
  return [problem('PATH006', message, `give rollback ${seconds(way.time)} or more`, locate(rollback))];
}

/** Every switch: the timer that it sets acts when nobody has confirmed by then, so it must not act while all is well. */
function checkDeadMan(graph: Graph, order: readonly string[], locate: Locate): Finding[] {
  // The margin is for what no state measures, so it is not to be counted on.
  const deadline = deadManSeconds(graph, 0) * 1000;
  return graph.nodes.flatMap((start) => {
    if (start.kind !== 'switch') return [];
    const way = longest(graph, order, start.id, longestTime, isSettled);
    if (way.time <= deadline) return [];
    const said = describeWay(way, longestTime);
    const message = `${said}: this may take ${seconds(way.time)}, but the dead-man timer fires after ${seconds(deadline)}`;
    return [problem('PATH006', message, 'list the states in the order they run', locate(start))];
  });
}

/** By then what boots next is settled, and the timer is called off. */
function isSettled(node: GraphNode): boolean {
  return node.kind === 'confirm' || node.kind === 'stage';
}

/** The path with the greatest sum, from a state along edges to one where it may end. `order` has each state before the next. */
function longest(
  graph: Graph,
  order: readonly string[],
  start: string,
  cost: (node: GraphNode) => number,
  mayEnd: (node: GraphNode) => boolean,
): Way {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const next = Map.groupBy(graph.edges, (edge) => edge.from);
  const ways = new Map<string, Way>([[start, { time: 0 }]]);
  let best: Way = { time: 0 };
  for (const id of order) {
    const node = nodes.get(id);
    const reached = ways.get(id);
    if (node === undefined || reached === undefined) continue;
    const way: Way = { time: reached.time + cost(node), node, before: reached };
    if (mayEnd(node) && way.time >= best.time) best = way;
    for (const { to } of next.get(id) ?? []) {
      if (way.time >= (ways.get(to)?.time ?? 0)) ways.set(to, way);
    }
  }
  return best;
}

/** A path, last state first. */
interface Way {
  readonly time: number;
  readonly node?: GraphNode;
  readonly before?: Way;
}

function describeWay(way: Way, cost: (node: GraphNode) => number): string {
  const parts: string[] = [];
  for (let at: Way | undefined = way; at !== undefined; at = at.before) {
    if (at.node !== undefined && cost(at.node) > 0)
      parts.push(`${nameState(at.node)} ${seconds(cost(at.node))}`);
  }
  return joinPath(parts.toReversed());
}

function isDuration(milliseconds: number): boolean {
  return Number.isFinite(milliseconds) && milliseconds > 0;
}

function seconds(milliseconds: number): string {
  return `${Math.ceil(milliseconds / 1000)} s`;
}
