import type { Graph, GraphEdge } from '../../engine/model/graph.ts';

/** A graph of states as Mermaid: edges of one origin and one target are one arrow, `ok` has no label. */
export function renderMermaid(graph: Graph): string {
  const boxes = graph.nodes.map((node) =>
    node.kind === 'step'
      ? `  ${idOf(node.id)}(${nameOf(node.id)})`
      : `  ${idOf(node.id)}[${nameOf(node.id)}]`,
  );
  const ends = [...new Set(graph.edges.map((edge) => edge.to).filter(isEnd))];
  return [
    'flowchart TD',
    ...boxes,
    ...ends.map((end) => `  ${idOf(end)}([${nameOf(end)}])`),
    ...merge(graph.edges).map(({ from, to, on }) => {
      const label = on.filter((outcome) => outcome !== 'ok').join(', ');
      return `  ${idOf(from)} -->${label === '' ? '' : `|${label}|`} ${idOf(to)}`;
    }),
  ].join('\n');
}

/**
 * The same graph in a few lines of text: the way where all is well, and where each group of states leads otherwise.
 *
 * @example
 * renderGraphText(graph)   // 'plan → snapshot → … → confirm → verified\n\nfail, timeout  plan … preflight → failed\n…'
 */
export function renderGraphText(graph: Graph): string {
  const line = straight(graph);
  const other = groupsOf(graph, line);
  const width = Math.max(...other.map(({ on }) => on.length));
  const rows = other.map(({ on, from, to }) => `${on.padEnd(width)}  ${spanOf(from, line)} → ${nameOf(to)}`);
  return [line.map(nameOf).join(' → '), '', ...rows].join('\n');
}

interface Merged {
  readonly from: string;
  readonly to: string;
  readonly on: readonly string[];
}

function merge(edges: readonly GraphEdge[]): readonly Merged[] {
  const merged = new Map<string, Merged>();
  for (const { from, to, on } of edges) {
    const key = `${from} ${to}`;
    merged.set(key, { from, to, on: [...(merged.get(key)?.on ?? []), on] });
  }
  return [...merged.values()];
}

function straight(graph: Graph): readonly string[] {
  const line = [graph.start];
  for (let at: string | undefined = graph.start; at !== undefined;) {
    at = graph.edges.find((edge) => edge.from === at && edge.on === 'ok')?.to;
    if (at !== undefined) line.push(at);
  }
  return line;
}

/** Edges that are not `ok`, grouped by outcomes and target, in the order of the line; last the states beside it. */
function groupsOf(graph: Graph, line: readonly string[]) {
  const beside = graph.nodes.map((node) => node.id).filter((id) => !line.includes(id));
  const own = merge(graph.edges.filter((edge) => edge.on !== 'ok' || beside.includes(edge.from)));
  const groups = new Map<string, { on: string; from: string[]; to: string }>();
  for (const { from, to, on } of own) {
    const key = `${on.join(', ')} ${to}`;
    const group = groups.get(key) ?? { on: on.join(', '), from: [], to };
    group.from.push(from);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** States as a person would say them: a run of neighbours by its first and last. */
function spanOf(states: readonly string[], line: readonly string[]): string {
  const places = states.map((state) => line.indexOf(state));
  const [first = 0] = places;
  const neighbours = places.length > 2 && places.every((place, at) => place === first + at);
  return neighbours
    ? `${nameOf(states[0] ?? '')} … ${nameOf(states.at(-1) ?? '')}`
    : states.map(nameOf).join(', ');
}

function isEnd(id: string): boolean {
  return id.startsWith('end:');
}

function nameOf(id: string): string {
  return id.replace(/^(?:step|end):/u, '');
}

/** Mermaid's own words (`end`) and signs must not be names of states. */
function idOf(id: string): string {
  return `s_${id.replaceAll(/[^a-z0-9]/gu, '_')}`;
}
