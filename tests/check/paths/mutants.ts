import * as fc from 'fast-check';
import type { Graph, GraphEdge, GraphNode, Inverse, Recovery } from '../../../engine/model/graph.ts';
import { RUN_OUTCOMES, type StepOutcome } from '../../../engine/model/outcome.ts';

const OUTCOMES: readonly StepOutcome[] = [
  'ok',
  'fail',
  'timeout',
  'stop',
  'reject',
  'hold',
  'pending',
  'no-change',
  'reboot',
  'expired',
];
const INVERSES: readonly Inverse[] = ['none', 'rollback', 'undo', 'irreversible'];
const RECOVERIES: readonly Recovery[] = ['again', 'reconcile', 'rollback', 'needs-human'];
const TIMES = [0, 1, 1_000, 600_000, 100_000_000, Number.POSITIVE_INFINITY];

type Change = (graph: Graph, a: number, b: number) => Graph;

/** Everything that can be done wrong to a graph. `a` and `b` choose where and what. */
const CHANGES: Readonly<Record<string, Change>> = {
  dropEdge: (graph, a) => ({ ...graph, edges: graph.edges.filter((_, at) => at !== a % graph.edges.length) }),
  redirect: (graph, a, b) => edge(graph, a, (old) => ({ ...old, to: place(graph, b) })),
  redirectToEnd: (graph, a, b) =>
    edge(graph, a, (old) => ({
      ...old,
      to: pick(
        RUN_OUTCOMES.map((end) => `end:${end}`),
        b,
      ),
    })),
  redirectOk: (graph, a, b) => edgeOf(graph, 'ok', a, (old) => ({ ...old, to: place(graph, b) })),
  redirectFailure: (graph, a, b) =>
    edgeOf(graph, 'fail', a, (old) => ({ ...old, to: pick(graph.nodes, b).id })),
  /** Leads on to a later state, so that nothing goes round. */
  skip: (graph, a, b) =>
    edge(graph, a, (old) => {
      const at = graph.nodes.findIndex((node) => node.id === old.from);
      const later = graph.nodes.slice(at + 1);
      return later.length === 0 ? old : { ...old, to: pick(later, b).id };
    }),
  otherOutcome: (graph, a, b) => edge(graph, a, (old) => ({ ...old, on: pick(OUTCOMES, b) })),
  duplicate: (graph, a, b) => {
    const copy = { ...pick(graph.edges, a), to: place(graph, b) };
    return { ...graph, edges: [...graph.edges, copy] };
  },
  lead: (graph, a, b) => edge(graph, a, (old) => ({ ...old, to: b % 2 === 0 ? 'nowhere' : 'end:nowhere' })),
  swapTargets: (graph, a, b) => {
    const [first, second] = [pick(graph.edges, a), pick(graph.edges, b)];
    const swapped = edge(graph, a, (old) => ({ ...old, to: second.to }));
    return edge(swapped, b, (old) => ({ ...old, to: first.to }));
  },
  reverse: (graph) => ({ ...graph, edges: graph.edges.toReversed() }),
  swapListed: (graph, a, b) => {
    const nodes = [...graph.nodes];
    [nodes[a % nodes.length], nodes[b % nodes.length]] = [pick(nodes, b), pick(nodes, a)];
    return { ...graph, nodes };
  },
  swapPlaces: (graph, a, b) => swapPlaces(graph, pick(graph.nodes, a).id, pick(graph.nodes, b).id),
  swapNeighbours: (graph, a) => {
    const { id } = pick(graph.nodes, a);
    return swapPlaces(graph, id, graph.edges.find((one) => one.from === id && one.on === 'ok')?.to ?? id);
  },
  remove: (graph, a) => {
    const { id } = pick(graph.nodes, a);
    const edges = graph.edges.filter((one) => one.from !== id && one.to !== id);
    return { ...graph, nodes: graph.nodes.filter((node) => node.id !== id), edges };
  },
  goAround: (graph, a) => {
    const { id } = pick(graph.nodes, a);
    const next = graph.edges.find((one) => one.from === id && one.on === 'ok')?.to ?? 'end:failed';
    const edges = graph.edges
      .filter((one) => one.from !== id)
      .map((one) => (one.to === id ? { ...one, to: next } : one));
    const start = graph.start === id ? next : graph.start;
    return { start, nodes: graph.nodes.filter((node) => node.id !== id), edges };
  },
  keepButGoAround: (graph, a) => {
    const { id } = pick(graph.nodes, a);
    const next = graph.edges.find((one) => one.from === id && one.on === 'ok')?.to ?? 'end:failed';
    return { ...graph, edges: graph.edges.map((one) => (one.to === id ? { ...one, to: next } : one)) };
  },
  otherStart: (graph, a) => ({ ...graph, start: place(graph, a) }),
  twice: (graph, a) => ({ ...graph, nodes: [...graph.nodes, pick(graph.nodes, a)] }),
  inverse: (graph, a, b) => node(graph, a, (old) => ({ ...old, inverse: pick(INVERSES, b) })),
  recovery: (graph, a, b) => node(graph, a, (old) => ({ ...old, recovery: pick(RECOVERIES, b) })),
  timeout: (graph, a, b) => node(graph, a, (old) => ({ ...old, timeout: pick(TIMES, b) })),
  rollbackTime: (graph, _, b) => ofKind(graph, 'rollback', (old) => ({ ...old, timeout: b * 100_000 + 1 })),
  retry: (graph, a, b) =>
    node(graph, a, (old) => ({
      ...old,
      retry: { attempts: pick([0, 1, 2, 5, -1, Number.POSITIVE_INFINITY], b), delay: 100 },
    })),
  mutates: (graph, a) => node(graph, a, (old) => ({ ...old, mutates: !old.mutates })),
  mutatesAndBack: (graph, a) => node(graph, a, (old) => ({ ...old, mutates: true, inverse: 'rollback' })),
  noUndo: (graph, a) => node(graph, a, withoutUndo),
  sometimes: (graph, a, b) =>
    node(graph, a, (old) => withCondition(old, pick(['params.a', 'params.b', 'params.c'], b))),
  effect: (graph, a, b) => node(graph, a, (old) => withEffect(old, b)),
};

/** Changes after which most graphs still hang together: these are the ones that take looking at paths to judge. */
const SUBTLE = [
  'swapNeighbours',
  'keepButGoAround',
  'goAround',
  'skip',
  'redirectToEnd',
  'recovery',
  'inverse',
  'sometimes',
];

const oneChange = fc.tuple(
  fc.constantFrom(...Object.keys(CHANGES), ...SUBTLE, ...SUBTLE, ...SUBTLE),
  fc.nat(400),
  fc.nat(400),
);

/** One to three changes of a graph. */
export const changesOfGraph: fc.Arbitrary<readonly (readonly [string, number, number])[]> = fc.oneof(
  { weight: 2, arbitrary: fc.array(oneChange, { minLength: 1, maxLength: 1 }) },
  { weight: 1, arbitrary: fc.array(oneChange, { minLength: 2, maxLength: 3 }) },
);

export function changeGraph(graph: Graph, changes: readonly (readonly [string, number, number])[]): Graph {
  return changes.reduce((changed, [name, a, b]) => {
    const change = CHANGES[name];
    return change === undefined || changed.nodes.length === 0 || changed.edges.length === 0
      ? changed
      : change(changed, a, b);
  }, graph);
}

function pick<T>(items: readonly T[], at: number): T {
  const item = items[at % items.length];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

/** A state or an end. */
function place(graph: Graph, at: number): string {
  return pick([...graph.nodes.map(({ id }) => id), ...RUN_OUTCOMES.map((end) => `end:${end}`)], at);
}

function edge(graph: Graph, at: number, change: (old: GraphEdge) => GraphEdge): Graph {
  const edges = graph.edges.map((one, index) => (index === at % graph.edges.length ? change(one) : one));
  return { ...graph, edges };
}

function edgeOf(graph: Graph, on: StepOutcome, at: number, change: (old: GraphEdge) => GraphEdge): Graph {
  const some = graph.edges.filter((one) => one.on === on);
  if (some.length === 0) return graph;
  const chosen = pick(some, at);
  return { ...graph, edges: graph.edges.map((one) => (one === chosen ? change(one) : one)) };
}

function node(graph: Graph, at: number, change: (old: GraphNode) => GraphNode): Graph {
  const nodes = graph.nodes.map((one, index) => (index === at % graph.nodes.length ? change(one) : one));
  return { ...graph, nodes };
}

function ofKind(graph: Graph, kind: GraphNode['kind'], change: (old: GraphNode) => GraphNode): Graph {
  return { ...graph, nodes: graph.nodes.map((one) => (one.kind === kind ? change(one) : one)) };
}

/** Two states exchange their places in the graph: what led to the one leads to the other, and they lead on likewise. */
function swapPlaces(graph: Graph, first: string, second: string): Graph {
  const other = (id: string): string => (id === first ? second : id === second ? first : id);
  const edges = graph.edges.map((one) => ({ ...one, from: other(one.from), to: other(one.to) }));
  return { start: other(graph.start), nodes: graph.nodes, edges };
}

function withoutUndo(old: GraphNode): GraphNode {
  if (old.kind !== 'step' || old.step.kind !== 'run') return old;
  const { undo: _, ...step } = old.step;
  return { ...old, step };
}

function withCondition(old: GraphNode, source: string): GraphNode {
  if (old.kind !== 'step') return old;
  return { ...old, step: { ...old.step, when: { kind: 'cel', source } } };
}

function withEffect(old: GraphNode, at: number): GraphNode {
  if (old.kind !== 'step' || old.step.kind !== 'run') return old;
  return { ...old, step: { ...old.step, effect: pick(['read', 'change', 'irreversible'] as const, at) } };
}
