import type { Graph } from '../../model/graph.ts';
import { longestTime } from '../graph.ts';

/**
 * Seconds from the first mutation until the dead-man timer acts: longer than every state from the switch on may take
 * together, attempts included.
 *
 * @param margin - Milliseconds beyond that: for starting the program that rolls back, and for clocks that differ.
 * @example
 * deadManSeconds(graph, 60_000)   // switch 60 s + settle 2 s + one check of 30 s + confirm 60 s + margin 60 s = 212
 */
export function deadManSeconds(graph: Graph, margin: number): number {
  const from = graph.nodes.findIndex((node) => node.kind === 'switch');
  const onTrial = graph.nodes.slice(from).filter((node) => node.kind !== 'rollback');
  const total = onTrial.reduce((sum, node) => sum + longestTime(node), 0);
  return Math.ceil((total + margin) / 1000);
}
