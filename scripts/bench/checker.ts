import { buildGraph } from '../../engine/check/graph.ts';
import { checkPaths } from '../../engine/check/paths/check-paths.ts';
import { NIXOS_DEFAULTS } from '../../engine/config/host-settings.ts';
import type { Step } from '../../engine/model/runbook.ts';
import { inTurn, type Benchmark } from './measure.ts';

const SIZES = [10, 100, 1_000];
const position = { file: 'bench.yaml', line: 1, column: 1 };

/**
 * Every path of runs of 10, 100 and 1,000 states, crashes included, against one plain walk over the same edges: what
 * proving costs beyond reading.
 */
export const checker: Benchmark = {
  name: 'checker',
  measure: async () => {
    const results = [];
    for (const states of SIZES) {
      const graph = buildGraph(stepsOf(states), NIXOS_DEFAULTS.limits);
      results.push(
        await inTurn(
          `checker: ${graph.nodes.length} states / one walk`,
          () => {
            const findings = checkPaths(graph, () => position);
            if (findings.length > 0) throw new Error(findings[0]?.message);
          },
          () => {
            const next = Map.groupBy(graph.edges, (edge) => edge.from);
            const seen = new Set<string>([graph.start]);
            for (const id of seen) for (const edge of next.get(id) ?? []) seen.add(edge.to);
            if (seen.size < graph.nodes.length) throw new Error('a state is not reached');
          },
          15,
        ),
      );
    }
    return results;
  },
};

/** Steps of every kind, with conditions, retries and jumps, so that the whole graph has about as many states as told. */
function stepsOf(states: number): readonly Step[] {
  const count = Math.max(states - 12, 0);
  const steps = Array.from({ length: count }, (_, n): Step => stepAt(n, count));
  const half = Math.ceil(count / 2);
  const edit: Step = { id: 'change', kind: 'edit', edits: [], position };
  return [...steps.slice(0, half), edit, ...steps.slice(half)];
}

function stepAt(n: number, count: number): Step {
  const common = { id: `step-${n}`, position };
  const half = Math.ceil(count / 2);
  const last = n === half - 1 || n === count - 1;
  switch (n % 5) {
    case 0:
      return {
        ...common,
        kind: 'run',
        argv: ['dump'],
        effect: 'change',
        undo: ['undump'],
        exit: [0],
        retry: { attempts: 2, delay: 1_000 },
      };
    case 1:
      return { ...common, kind: 'approve', message: 'Go on?' };
    case 2:
      return { ...common, kind: 'verify', checks: [], when: { kind: 'cel', source: `params.p${n}` } };
    case 3:
      return { ...common, kind: 'wait', duration: 1_000, onFailure: { to: 'continue' } };
    default:
      return last
        ? { ...common, kind: 'notify', message: 'Here.' }
        : { ...common, kind: 'notify', message: 'Here.', onFailure: { to: 'step', step: `step-${n + 1}` } };
  }
}
