import { expect, test } from 'vitest';
import { sortNodes } from '../../../engine/check/paths/sort-nodes.ts';
import type { Graph } from '../../../engine/model/graph.ts';
import { parseSteps } from '../../lib/runbooks.ts';
import { graphOf } from './arbitraries.ts';

const [wait] = graphOf(parseSteps('  - id: a\n    wait: 1s\n').steps).nodes;

/** States in the order of their letters, and an edge for each pair. */
function graph(ids: string, ...edges: readonly string[]): Graph {
  if (wait === undefined) throw new Error('a graph has a state');
  return {
    start: ids.charAt(0),
    nodes: ids.split('').map((id) => ({ ...wait, id })),
    edges: edges.map((edge) => ({ from: edge.charAt(0), on: 'ok' as const, to: edge.slice(1) })),
  };
}

test.each<[string, Graph, string]>([
  ['one after another', graph('abc', 'ab', 'bc'), 'abc'],
  ['listed the other way round', graph('cba', 'ab', 'bc'), 'abc'],
  ['two ways that meet', graph('dabc', 'ab', 'ac', 'bd', 'cd'), 'abcd'],
  ['an edge to an end', graph('ab', 'ab', 'bend:verified'), 'ab'],
])('%s: each state is before those that it leads to', (_, given, wanted) => {
  expect(sortNodes(given)).toEqual({ ok: true, ids: wanted.split('') });
});

test.each<[string, Graph, string]>([
  ['alone', graph('abc', 'ab', 'bc', 'ca'), 'abc'],
  ['that begins later in the list', graph('bca', 'ab', 'bc', 'ca'), 'bca'],
  ['with a way into it', graph('xabc', 'xa', 'ab', 'bc', 'ca'), 'abc'],
  ['with a way out of it that is listed first', graph('dbac', 'ab', 'bc', 'ca', 'cd'), 'bca'],
  ['of one state', graph('xa', 'xa', 'aa'), 'a'],
])('a loop %s is told in its order, from the state that is listed first', (_, given, wanted) => {
  expect(sortNodes(given)).toEqual({ ok: false, loop: wanted.split('') });
});
