import type { Finding } from '../../model/finding.ts';
import type { Graph } from '../../model/graph.ts';
import { explore } from './explore.ts';
import { KINDS } from '../../kinds/kinds.ts';
import type { Kinds } from '../../kinds/step-kind.ts';
import { checkInverses } from './inverses.ts';
import { judgeByKind } from './judged.ts';
import { Judge } from './judge.ts';
import { problem, type Locate } from './problem.ts';
import { checkReached, checkShape } from './shape.ts';
import { buildSystem } from './system.ts';
import { checkTimes } from './times.ts';

// A runbook of 200 steps has about a thousand. More is no change that anybody can review.
const MAX_VISITS = 200_000;

/**
 * Follows every path that a run of a graph can take, every crash included, before anything runs. Each finding holds the
 * shortest path that shows it, in plain words.
 *
 * PATH000 too much to explore: nothing is proved, so nothing is accepted.
 * PATH001 the switch is reached without a snapshot, a candidate, a passed dry-build, its build or the last look.
 * PATH002 a path stops, or ends with a host that is not what the end says.
 * PATH003 what changes the host cannot be taken back, or cannot be undone and is not approved.
 * PATH004 the engine may die in a state and what follows is not safe.
 * PATH005 states and edges do not fit together, or go round.
 * PATH006 there is not time enough for the rollback, or before the dead-man timer.
 * PATH008 the host is changed without consent to exactly what was last proved.
 *
 * @param locate - Where the finding of a state points: the author's step, or the runbook.
 * @param cap - The most pairs of state and facts to explore.
 * @param kinds - What says what a step is, whatever the graph says.
 * @example
 * checkPaths(buildGraph(steps, limits), () => position) // []
 */
export function checkPaths(
  written: Graph,
  locate: Locate,
  kinds: Kinds = KINDS,
  cap: number = MAX_VISITS,
): Finding[] {
  const graph = judgeByKind(written, kinds);
  const shape = checkShape(graph, locate);
  if (shape.length > 0) return shape;
  const system = buildSystem(written, kinds);
  const judge = new Judge(system, locate);
  const complete = explore(system, judge, cap);
  return [
    ...(complete ? [] : [tooMuch(graph, locate, cap)]),
    ...judge.findings(),
    ...checkInverses(graph, locate),
    ...checkReached(graph, locate),
    ...checkTimes(graph, locate),
  ];
}

function tooMuch(graph: Graph, locate: Locate, cap: number): Finding {
  const [first] = graph.nodes;
  const message = `the paths of this run are too many to check: more than ${cap} states with what holds in them`;
  const fix = 'use fewer conditions that differ, or split it into several runbooks';
  return problem('PATH000', message, fix, first && locate(first));
}
