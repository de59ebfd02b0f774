import { expect, test } from 'vitest';
import { judgeByKind } from '../../../engine/check/paths/judged.ts';
import { checkReached } from '../../../engine/check/paths/shape.ts';
import { KINDS } from '../../../engine/kinds/kinds.ts';
import type { Graph } from '../../../engine/model/graph.ts';
import { parseSteps } from '../../lib/runbooks.ts';
import { graphOf, POSITION } from './arbitraries.ts';

const steps = ['one', 'two', 'three'].map((id) => `  - id: ${id}\n    wait: 1s\n`).join('');
const graph = graphOf(parseSteps(steps).steps);

/** Without the edges that lead to some states from others than these. */
function cut(...ids: readonly string[]): Graph {
  const lost = ids.map((id) => `step:${id}`);
  return {
    ...graph,
    edges: graph.edges.filter(({ from, to }) => !lost.includes(to) || lost.includes(from)),
  };
}

test.each<[string, Graph, readonly string[]]>([
  ['none', graph, []],
  ['the last', cut('three'), ['three']],
  ['one in the middle', cut('two'), ['two']],
  ['several one after another', cut('two', 'three'), ['two']],
])('of the states that no path reaches the first is told: %s', (_, given, wanted) => {
  const found = checkReached(judgeByKind(given, KINDS), () => POSITION);
  expect(found.map(({ code, message }) => `${code} ${message}`)).toEqual(
    wanted.map((id) => `PATH005 no path leads to '${id}'`),
  );
});
