import { endId, type Graph, type GraphEdge, type GraphNode } from '../../model/graph.ts';
import { RUN_OUTCOMES, type RunOutcome, type StepOutcome } from '../../model/outcome.ts';
import { KINDS } from '../../kinds/kinds.ts';
import type { Kinds } from '../../kinds/step-kind.ts';
import { CONDITION_SHIFT } from './facts.ts';
import { judgeByKind, type JudgedNode } from './judged.ts';
import { possibleOutcomes } from './outcomes.ts';

/** Where a transition leads: the index of a state, or an end. */
export type Target = number | RunOutcome;

export interface AbstractState {
  readonly node: JudgedNode;
  readonly possible: readonly StepOutcome[];
  readonly targets: ReadonlyMap<StepOutcome, Target>;
  /** Bits of `Facts` that remember what this state's condition was on the path, or 0 where that is not remembered. */
  readonly wasTrue: number;
  readonly wasFalse: number;
}

/** The second reading of a graph: states with all they can do, to be explored rather than run. */
export interface AbstractSystem {
  readonly start: Target;
  readonly states: readonly AbstractState[];
  /** Index of the state that takes changes back. */
  readonly rollback: number | undefined;
  /** The run changes the configuration, so it is verified only once that change is confirmed. */
  readonly switches: boolean;
}

// Each remembered condition can triple what there is to explore; those beyond are taken as true and false alike.
const MAX_CONDITIONS = 4;

/** A graph whose shape is sound → its abstract system. */
export function buildSystem(written: Graph, kinds: Kinds = KINDS): AbstractSystem {
  const graph = judgeByKind(written, kinds);
  const indexes = new Map(graph.nodes.map((node, index) => [node.id, index]));
  const targets = targetsOf(graph, indexes);
  const conditions = sharedConditions(graph.nodes);
  const states = graph.nodes.map((node): AbstractState => {
    const bit = conditions.indexOf(whenOf(node) ?? '') * 2 + CONDITION_SHIFT;
    const known = bit >= CONDITION_SHIFT;
    return {
      node,
      possible: possibleOutcomes(node),
      targets: targets.get(node.id) ?? new Map(),
      wasTrue: known ? 1 << bit : 0,
      wasFalse: known ? 2 << bit : 0,
    };
  });
  const rollback = graph.nodes.findIndex((node) => node.kind === 'rollback');
  return {
    start: targetOf(graph.start, indexes),
    states,
    rollback: rollback === -1 ? undefined : rollback,
    switches: graph.nodes.some((node) => node.kind === 'switch' || node.kind === 'edit'),
  };
}

/** The system as plain states and edges, own retries included: what a machine of the same graph must have. */
export function listTransitions(system: AbstractSystem): readonly GraphEdge[] {
  return system.states.flatMap(({ node, targets }) => [
    ...(node.retry.attempts > 0
      ? (['fail', 'timeout'] as const).map((on) => ({ from: node.id, on, to: node.id }))
      : []),
    ...[...targets].map(([on, target]) => ({ from: node.id, on, to: nameOf(system, target) })),
  ]);
}

export function nameOf(system: AbstractSystem, target: Target): string {
  return typeof target === 'number' ? (system.states[target]?.node.id ?? '') : endId(target);
}

/** The end that an id names, if it names one. */
export function endOf(id: string): RunOutcome | undefined {
  return RUN_OUTCOMES.find((outcome) => endId(outcome) === id);
}

export function whenOf(node: GraphNode): string | undefined {
  return node.kind === 'step' ? node.step.when?.source : undefined;
}

function targetsOf(graph: Graph, indexes: ReadonlyMap<string, number>) {
  const all = new Map<string, Map<StepOutcome, Target>>();
  for (const edge of graph.edges) {
    const own = all.get(edge.from) ?? new Map<StepOutcome, Target>();
    own.set(edge.on, targetOf(edge.to, indexes));
    all.set(edge.from, own);
  }
  return all;
}

function targetOf(id: string, indexes: ReadonlyMap<string, number>): Target {
  const target = indexes.get(id) ?? endOf(id);
  if (target === undefined) throw new TypeError(`'${id}' is no state and no end: the shape was not checked`);
  return target;
}

/**
 * Conditions that an approval shares with another step. Such a step is left out on exactly those paths on which the
 * approval is: a condition uses parameters and outputs of earlier steps only, so it does not change once it was looked at.
 */
function sharedConditions(nodes: readonly JudgedNode[]): readonly string[] {
  const uses = new Map<string, { count: number; asks: boolean }>();
  for (const node of nodes) {
    const when = whenOf(node);
    if (when === undefined) continue;
    const use = uses.get(when) ?? { count: 0, asks: false };
    const asks = use.asks || node.of?.asks === true;
    uses.set(when, { count: use.count + 1, asks });
  }
  const shared = [...uses].filter(([, { count, asks }]) => asks && count > 1);
  return shared.slice(0, MAX_CONDITIONS).map(([when]) => when);
}
