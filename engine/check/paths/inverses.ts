import type { Finding } from '../../model/finding.ts';
import type { JudgedGraph, JudgedNode } from './judged.ts';
import { allowsRecovery, changesHost, mustMutate } from './outcomes.ts';
import { problem, type Locate } from './problem.ts';
import { nameState } from './words.ts';

/** What each state by itself must say: how it is taken back (PATH003) and what follows a crash in it (PATH004). */
export function checkInverses(graph: JudgedGraph, locate: Locate): Finding[] {
  const rollback = graph.nodes.some((node) => node.kind === 'rollback');
  return graph.nodes.flatMap((node) => {
    const inverse = inverseProblem(node, rollback);
    const recovery = recoveryProblem(node, rollback);
    return [
      ...(inverse === undefined ? [] : [problem('PATH003', ...inverse, locate(node))]),
      ...(recovery === undefined ? [] : [problem('PATH004', ...recovery, locate(node))]),
    ];
  });
}

type Said = readonly [message: string, fix: string];

function inverseProblem(node: JudgedNode, rollback: boolean): Said | undefined {
  const name = nameState(node);
  if (!changesHost(node)) return undefined;
  if (mustMutate(node) && !node.mutates)
    return [`${name} changes the host, and its graph says that it does not`, 'mark it as mutating'];
  if (!hasInverse(node))
    return [
      `${name} changes the host, and '${node.inverse}' does not take that back`,
      node.kind === 'step' ? 'give undo: [ … ], or say effect: irreversible' : 'its inverse is rollback',
    ];
  if (node.inverse !== 'irreversible' && !rollback)
    return [`${name} changes the host, and there is no rollback`, 'add the state rollback'];
  return undefined;
}

/** A configuration is taken back by the rollback, a command by its own undo; only a step may be irreversible. */
function hasInverse(node: JudgedNode): boolean {
  if (node.kind !== 'step') return node.inverse === 'rollback';
  if (node.inverse === 'irreversible') return true;
  return node.of !== undefined && node.of.nature.takenBackBy(node.step) === node.inverse;
}

function recoveryProblem(node: JudgedNode, rollback: boolean): Said | undefined {
  const name = nameState(node);
  if (!allowsRecovery(node))
    return [
      `${name} crashes → '${node.recovery}': that is not safe for this state`,
      changesHost(node) ? 'recover by rollback, or leave it to a person' : 'recover by doing it again',
    ];
  if (node.recovery === 'rollback' && !rollback)
    return [`${name} crashes → rollback, which is not there`, 'add the state rollback'];
  return undefined;
}
