import { assign, fromPromise, setup, type AnyStateMachine } from 'xstate';
import type { CheckedRunbook } from '../check/check-runbook.ts';
import { endId, type Graph, type GraphNode } from '../model/graph.ts';
import { RUN_OUTCOMES, type RunOutcome, type StepOutcome } from '../model/outcome.ts';

/** What a state's actor gets: which state, and which attempt at it (one-based). */
export interface PerformInput {
  readonly node: string;
  readonly attempt: number;
}

/** What a state's actor gives. It resolves when its effects have ended, whatever the outcome; it does not throw. */
export interface PerformOutput {
  readonly outcome: StepOutcome;
}

export type Perform = (input: PerformInput, signal: AbortSignal) => Promise<PerformOutput>;

interface Context {
  readonly attempt: number;
}

/** What a machine announces to its conductor. */
export interface TransitionSeen {
  readonly from: string;
  readonly on: StepOutcome;
  readonly to: string;
}

export interface MachineEffects {
  readonly perform: Perform;
  /** Called when a transition is taken, before the next state's actor starts. */
  readonly onTransition: (transition: TransitionSeen) => void;
}

/**
 * A checked runbook's graph → an xstate machine with the same states and edges. Actors are named, not supplied: the
 * conductor provides `perform` and hears of every transition.
 *
 * @param entry - Where to begin: the start, or the state that a run was in when its engine died. Recovery does not trust a
 *   stored snapshot of the machine: the journal says where the run is.
 */
export function buildMachine(
  checked: CheckedRunbook,
  effects: MachineEffects,
  entry: PerformInput = { node: checked.graph.start, attempt: 1 },
): AnyStateMachine {
  const { graph } = checked;
  const machine = setup({
    types: { context: {} as Context, output: {} as RunOutcome },
    actors: {
      perform: fromPromise<PerformOutput, PerformInput>(({ input, signal }) =>
        effects.perform(input, signal),
      ),
    },
    actions: {
      announce: (_, transition: TransitionSeen) => effects.onTransition(transition),
      again: assign({ attempt: ({ context }) => context.attempt + 1 }),
      first: assign({ attempt: 1 }),
    },
    guards: {
      mayRetry: ({ context }, params: { readonly attempts: number }) => context.attempt <= params.attempts,
      outcomeIs: ({ event }, params: { readonly outcome: StepOutcome }) =>
        outcomeOf(event) === params.outcome,
    },
  });
  const states = Object.fromEntries([
    ...graph.nodes.map((node) => [node.id, stateOf(node, graph)]),
    ...RUN_OUTCOMES.map((outcome) => [endId(outcome), { type: 'final' as const }]),
  ]);
  return machine.createMachine({
    id: checked.runbook.name,
    initial: entry.node,
    context: { attempt: entry.attempt },
    states,
  });
}

function stateOf(node: GraphNode, graph: Graph) {
  const leave = graph.edges
    .filter((edge) => edge.from === node.id)
    .map((edge) => ({
      guard: { type: 'outcomeIs' as const, params: { outcome: edge.on } },
      target: edge.to,
      actions: [
        { type: 'announce' as const, params: { from: node.id, on: edge.on, to: edge.to } },
        { type: 'first' as const },
      ],
    }));
  return {
    invoke: {
      src: 'perform' as const,
      input: ({ context }: { context: Context }) => ({ node: node.id, attempt: context.attempt }),
      onDone: [...retries(node), ...leave],
    },
  };
}

/** A failed attempt re-enters its own state until the attempts are used up. */
function retries(node: GraphNode) {
  if (node.retry.attempts === 0) return [];
  return (['fail', 'timeout'] as const).map((outcome) => ({
    guard: ({ context, event }: { context: Context; event: unknown }) =>
      outcomeOf(event) === outcome && context.attempt <= node.retry.attempts,
    target: node.id,
    reenter: true,
    actions: [
      { type: 'announce' as const, params: { from: node.id, on: outcome, to: node.id } },
      { type: 'again' as const },
    ],
  }));
}

function outcomeOf(event: unknown): StepOutcome | undefined {
  const output = typeof event === 'object' && event !== null && 'output' in event ? event.output : undefined;
  if (typeof output !== 'object' || output === null || !('outcome' in output)) return undefined;
  return (output as PerformOutput).outcome;
}
