import type { Graph } from '../model/graph.ts';

// Starting the program that rolls back, and what clocks differ by.
const MARGIN_SECONDS = 60;

/** The transient timer that rolls a run back when nobody else does. */
export function deadManUnit(run: string): string {
  return `nixos-ai-dead-man-${run}`;
}

/**
 * Seconds from the first mutation until the dead-man timer acts: longer than every state between the switch and its
 * confirmation may take together, attempts included.
 *
 * @example
 * deadManSeconds(graph)   // switch 60 s + settle 2 s + one check of 30 s + confirm 60 s + margin 60 s = 212
 */
export function deadManSeconds(graph: Graph): number {
  const from = graph.nodes.findIndex((node) => node.kind === 'switch');
  const onTrial = graph.nodes.slice(from).filter((node) => node.kind !== 'rollback');
  const total = onTrial.reduce(
    (sum, node) => sum + (node.retry.attempts + 1) * node.timeout + node.retry.attempts * node.retry.delay,
    0,
  );
  return Math.ceil(total / 1000) + MARGIN_SECONDS;
}
