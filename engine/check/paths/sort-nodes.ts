import type { Graph } from '../../model/graph.ts';

export type Sorted =
  | { readonly ok: true; readonly ids: readonly string[]; readonly loop?: never }
  | { readonly ok: false; readonly ids?: never; readonly loop: readonly string[] };

/** The ids of a graph's states, each before those that its edges lead to; or the states of one loop, in order. */
export function sortNodes(graph: Graph): Sorted {
  const next = new Map<string, string[]>(graph.nodes.map((node) => [node.id, []]));
  const incoming = new Map<string, number>(graph.nodes.map((node) => [node.id, 0]));
  for (const { from, to } of graph.edges) {
    const count = incoming.get(to);
    if (count === undefined) continue;
    next.get(from)?.push(to);
    incoming.set(to, count + 1);
  }
  const ids = [...incoming].filter(([, count]) => count === 0).map(([id]) => id);
  // The list grows while it is read.
  for (const id of ids) {
    for (const to of next.get(id) ?? []) {
      const count = (incoming.get(to) ?? 0) - 1;
      incoming.set(to, count);
      if (count === 0) ids.push(to);
    }
  }
  return ids.length === graph.nodes.length ? { ok: true, ids } : { ok: false, loop: findLoop(ids, graph) };
}

/** Every state that is left has one before it that is left too, so walking back comes round. */
function findLoop(sorted: readonly string[], graph: Graph): readonly string[] {
  const done = new Set(sorted);
  const before = new Map<string, string>();
  for (const { from, to } of graph.edges) if (!done.has(from) && !before.has(to)) before.set(to, from);
  const walked: string[] = [];
  let at = graph.nodes.find((node) => !done.has(node.id))?.id ?? '';
  while (!walked.includes(at)) {
    walked.push(at);
    at = before.get(at) ?? '';
  }
  const loop = walked.slice(walked.indexOf(at)).toReversed();
  // It is told from the state that is listed first.
  const first = graph.nodes.find((node) => loop.includes(node.id))?.id ?? '';
  const turn = loop.indexOf(first);
  return [...loop.slice(turn), ...loop.slice(0, turn)];
}
