import type { Graph } from '../../model/graph.ts';
import { longestTime } from '../graph.ts';

/**
 * Seconds from the first mutation until the dead-man timer acts: longer than every state from the switch to its
 * confirmation may take together, attempts included. What follows a reboot is not its to watch: it is called off before.
 *
 * @param margin - Milliseconds beyond that: for starting the program that rolls back, and for clocks that differ.
 * @example
 * deadManSeconds(graph, 60_000)   // switch 60 s + settle 2 s + one check of 30 s + confirm 60 s + margin 60 s = 212
 */
export function deadManSeconds(graph: Graph, margin: number): number {
  const from = graph.nodes.findIndex((node) => node.kind === 'switch');
  const confirm = graph.nodes.findLastIndex((node) => node.kind === 'confirm');
  const live = graph.nodes.slice(from, confirm === -1 ? undefined : confirm + 1);
  const staging = graph.nodes.filter((node) => node.kind === 'stage');
  const onTrial = new Set([...live, ...staging].filter((node) => node.kind !== 'rollback'));
  const total = [...onTrial].reduce((sum, node) => sum + longestTime(node), 0);
  return Math.ceil((total + margin) / 1000);
}
