import { stateKindOf } from '../../kinds/find-kind.ts';
import type { Kinds, StateKind } from '../../kinds/step-kind.ts';
import type { Graph, GraphNode } from '../../model/graph.ts';

/** A state of a graph, and what is known of it whatever the graph says. */
export type JudgedNode = GraphNode & { readonly of?: StateKind };

/** A graph whose author's steps are judged by their kinds. */
export interface JudgedGraph extends Graph {
  readonly nodes: readonly JudgedNode[];
}

export function judgeByKind(graph: Graph, kinds: Kinds): JudgedGraph {
  const nodes = graph.nodes.map((node) =>
    node.kind === 'step' ? { ...node, of: stateKindOf(kinds, node.step) } : node,
  );
  return { ...graph, nodes };
}
