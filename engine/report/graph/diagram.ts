import { endOutcome, type Graph, type GraphEdge, type GraphNode } from '../../model/graph.ts';
import { EXIT_CODES, type Phase, type RunOutcome, type StepOutcome } from '../../model/outcome.ts';
import { stateName } from '../progress/progress.ts';
import { describeState } from './describe.ts';
import type { Trace, Visit } from './trace.ts';

/** What a picture says above the graph. */
export interface About {
  readonly title: string;
  readonly subtitle: string;
}

/** Where an end leaves the host: as asked, as it was, or with a person. */
export type Mood = 'good' | 'warn' | 'bad';

/** `engine`: a state that the engine inserts; `step`: one of the author's. */
export type Form = 'engine' | 'step' | 'rollback' | 'end';

export interface DiagramNode {
  readonly id: string;
  readonly form: Form;
  readonly name: string;
  readonly detail: string;
  readonly phase?: Phase;
  readonly mood?: Mood;
  readonly mutates: boolean;
  /** Where a run is shown that entered it. */
  readonly visit?: Visit;
}

/** How an edge differs from all being well: something failed, a person stopped it, or there was nothing more to do. */
export type Manner = 'ok' | 'failure' | 'stopped' | 'early';

/** All edges between two states, but `ok` by itself. */
export interface DiagramArrow {
  readonly from: string;
  readonly to: string;
  readonly on: readonly StepOutcome[];
  readonly manner: Manner;
  /** The outcomes by which a run took it. */
  readonly taken: readonly StepOutcome[];
}

/** A graph with everything that a picture of it says, in whatever format. */
export interface Diagram {
  readonly about: About;
  readonly start: string;
  readonly nodes: readonly DiagramNode[];
  readonly arrows: readonly DiagramArrow[];
  /** True when the way of a run is shown. */
  readonly traced: boolean;
}

/**
 * A graph, and the way of a run through it → what a picture says.
 *
 * @example
 * renderMermaid(buildDiagram(checked.graph, { title: 'enable-docker', subtitle: 'Run the Docker daemon.' }))
 */
export function buildDiagram(graph: Graph, about: About, trace?: Trace): Diagram {
  const ends = [...new Set(graph.edges.map((edge) => edge.to))].filter((id) => endOutcome(id) !== undefined);
  const visit = (id: string) => {
    const seen = trace?.visits.get(id);
    return seen === undefined ? {} : { visit: seen };
  };
  return {
    about,
    start: graph.start,
    traced: trace !== undefined,
    nodes: [
      ...graph.nodes.map((node) => ({ ...stateNode(node), ...visit(node.id) })),
      ...ends.map((id) => ({ ...endNode(id), ...visit(id) })),
    ],
    arrows: mergeEdges(graph.edges, trace?.edges ?? []),
  };
}

function stateNode(node: GraphNode): DiagramNode {
  return {
    id: node.id,
    form: node.kind === 'step' ? 'step' : node.kind === 'rollback' ? 'rollback' : 'engine',
    name: stateName(node.id),
    detail: describeState(node),
    phase: node.phase,
    mutates: node.mutates,
  };
}

const MOODS: Readonly<Record<RunOutcome, Mood>> = {
  verified: 'good',
  'no-change': 'good',
  planned: 'good',
  rejected: 'warn',
  'rolled-back': 'warn',
  'pending-reboot': 'warn',
  'pending-approval': 'warn',
  failed: 'bad',
  'needs-human': 'bad',
};

function endNode(id: string): DiagramNode {
  const outcome = endOutcome(id) ?? 'failed';
  const detail = `exit ${EXIT_CODES[outcome]}`;
  return { id, form: 'end', name: stateName(id), detail, mood: MOODS[outcome], mutates: false };
}

function mergeEdges(edges: readonly GraphEdge[], taken: readonly GraphEdge[]): DiagramArrow[] {
  const same = (a: GraphEdge, b: GraphEdge): boolean => a.from === b.from && a.to === b.to && a.on === b.on;
  const groups = new Map<string, GraphEdge[]>();
  for (const edge of edges) {
    const key = `${edge.from} ${edge.to} ${edge.on === 'ok' ? 'ok' : ''}`;
    groups.set(key, [...(groups.get(key) ?? []), edge]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const on = group.map((edge) => edge.on);
    const walked = group.filter((edge) => taken.some((other) => same(edge, other)));
    return [
      { from: first.from, to: first.to, on, manner: mannerOf(on), taken: walked.map((edge) => edge.on) },
    ];
  });
}

const MANNERS: Readonly<Record<StepOutcome, Manner>> = {
  ok: 'ok',
  fail: 'failure',
  timeout: 'failure',
  reject: 'stopped',
  stop: 'stopped',
  'no-change': 'early',
  hold: 'early',
  reboot: 'early',
  expired: 'failure',
  pending: 'early',
};

function mannerOf(on: readonly StepOutcome[]): Manner {
  const manners = on.map((outcome) => MANNERS[outcome]);
  return (['failure', 'stopped', 'early'] as const).find((manner) => manners.includes(manner)) ?? 'ok';
}
