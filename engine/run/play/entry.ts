import { say } from '../../model/step-message.ts';
import { waitsForApproval, type RunState } from '../../journal/fold.ts';
import type { PerformInput } from '../../machine/build-machine.ts';
import { endId, type Graph, type GraphNode } from '../../model/graph.ts';
import { assertNever, type StepOutcome } from '../../model/outcome.ts';
import type { Conductor } from './conductor.ts';
import { lacksSecrets } from './run-redactor.ts';
import type { RunDeps } from '../deps.ts';

/**
 * Where a run whose engine died goes on: after the state whose outcome is known, or with what became of the state in
 * flight. A trial that the host no longer runs leads to the rollback, whatever was to come.
 */
export async function findEntry(deps: RunDeps, conductor: Conductor, graph: Graph): Promise<PerformInput> {
  const { state } = conductor;
  const { at } = state;
  if (at?.node !== 'rollback' && lacksSecrets(state)) return withoutSecrets(conductor);
  if (at === undefined) return { node: graph.start, attempt: 1 };
  // The engine may have been ended by the very reboot before it could say that it waits.
  if (waitsAt(graph, state) || waitsForApproval(state)) return { node: at.node, attempt: 1 };
  if (at.node !== 'rollback' && (await runsAnotherSystem(deps, state))) {
    conductor.note(at.node, say('resume.other-system', {}));
    return { node: 'rollback', attempt: 1 };
  }
  if (at.outcome !== undefined) return nextEntry(graph, at.node, at.outcome, at.attempt);
  const entry = await recover(conductor, graph, at.node, at.attempt);
  conductor.note(at.node, say('resume.continues', { next: entry.node }));
  return entry;
}

/** The state that the run is in waits for a reboot; it says itself whether that has come. */
export function waitsAt(graph: Graph, { at }: RunState): boolean {
  return (
    at?.outcome === 'reboot' &&
    graph.edges.some(
      ({ from, on, to }) => from === at.node && on === 'reboot' && to === endId('pending-reboot'),
    )
  );
}

/** A run whose secrets are not in the journal cannot go on; it can go back. */
function withoutSecrets(conductor: Conductor): PerformInput {
  const { at, mutations } = conductor.state;
  const back = mutations.length > 0;
  conductor.note(at?.node ?? 'plan', say('resume.lacks-secrets', { back }));
  return { node: back ? 'rollback' : endId('failed'), attempt: 1 };
}

/** The new system ran on trial and no longer does: the host was rebooted, or somebody switched. */
async function runsAnotherSystem(deps: RunDeps, state: RunState): Promise<boolean> {
  const { switch: switched, booted, build } = state;
  return (
    (switched !== undefined || booted === true) &&
    build !== undefined &&
    (await deps.host.systems.running()) !== build.outPath
  );
}

async function recover(
  conductor: Conductor,
  graph: Graph,
  id: string,
  attempt: number,
): Promise<PerformInput> {
  const node = nodeOf(graph, id);
  switch (node.recovery) {
    case 'again':
      return { node: id, attempt };
    case 'rollback':
      return { node: 'rollback', attempt: 1 };
    case 'needs-human':
      return { node: endId('needs-human'), attempt: 1 };
    case 'reconcile':
      return nextEntry(graph, id, await conductor.reconcile(node, attempt), attempt);
    default:
      return assertNever(node.recovery);
  }
}

/** The state after one whose outcome is known: the next attempt at it, or where its edge leads. */
function nextEntry(graph: Graph, from: string, outcome: StepOutcome, attempt: number): PerformInput {
  const node = graph.nodes.find((candidate) => candidate.id === from);
  const failed = outcome === 'fail' || outcome === 'timeout';
  if (node !== undefined && failed && attempt <= node.retry.attempts)
    return { node: from, attempt: attempt + 1 };
  const edge = graph.edges.find((candidate) => candidate.from === from && candidate.on === outcome);
  return { node: edge?.to ?? endId('needs-human'), attempt: 1 };
}

function nodeOf(graph: Graph, id: string): GraphNode {
  const node = graph.nodes.find((candidate) => candidate.id === id);
  if (node === undefined) throw new Error(`the graph has no state ${id}`);
  return node;
}
