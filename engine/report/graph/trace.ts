import type { RunEvent } from '../../model/event.ts';
import { endId, type GraphEdge } from '../../model/graph.ts';
import type { StepOutcome } from '../../model/outcome.ts';

/** What became of one state in a run. Without an outcome the engine ended while it was in it. */
export interface Visit {
  readonly outcome?: StepOutcome;
  readonly attempts: number;
  /** Milliseconds, all attempts together. */
  readonly took: number;
}

/** The way one run took through its graph. */
export interface Trace {
  readonly visits: ReadonlyMap<string, Visit>;
  readonly edges: readonly GraphEdge[];
}

/**
 * The events of a run → its way. A run that was put back after an interruption entered `rollback` without an edge: so
 * it is shown.
 */
export function traceRun(events: readonly RunEvent[]): Trace {
  const visits = new Map<string, Visit>();
  const edges: GraphEdge[] = [];
  let last: { readonly from: string; readonly on: StepOutcome } | undefined;
  for (const event of events) {
    if (event.type === 'step-started') {
      const took = visits.get(event.node)?.took ?? 0;
      visits.set(event.node, { attempts: event.attempt, took });
    } else if (event.type === 'step-ended') {
      const took = (visits.get(event.node)?.took ?? 0) + event.took;
      visits.set(event.node, { outcome: event.outcome, attempts: event.attempt, took });
      last = { from: event.node, on: event.outcome };
    } else if (event.type === 'transition' && event.from !== event.to) {
      edges.push({ from: event.from, on: event.on, to: event.to });
    } else if (event.type === 'run-ended' || event.type === 'run-paused') {
      const end = endId(event.outcome);
      visits.set(end, { attempts: 1, took: 0 });
      if (last !== undefined) edges.push({ ...last, to: end });
    }
  }
  return { visits, edges };
}
