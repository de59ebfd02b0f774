import type { Graph } from '../model/graph.ts';

/** The transient timer that rolls a run back when nobody else does. */
export function deadManUnit(run: string): string {
  return `nixos-ai-dead-man-${run}`;
}

/**
 * Seconds from the first mutation until the dead-man timer acts: longer than every state between the switch and its
 * confirmation may take together, attempts included.
 *
 * @param margin - Milliseconds beyond that.
 * @example
 * deadManSeconds(graph, 60_000)   // switch 60 s + settle 2 s + one check of 30 s + confirm 60 s + margin 60 s = 212
 */
export function deadManSeconds(graph: Graph, margin: number): number {
  const from = graph.nodes.findIndex((node) => node.kind === 'switch');
  const onTrial = graph.nodes.slice(from).filter((node) => node.kind !== 'rollback');
  const total = onTrial.reduce(
    (sum, node) => sum + (node.retry.attempts + 1) * node.timeout + node.retry.attempts * node.retry.delay,
    0,
  );
  return Math.ceil((total + margin) / 1000);
}
