import type { Phase } from '../../model/outcome.ts';
import type { Diagram, DiagramNode } from './diagram.ts';

/** States of one phase that follow each other, in the order of the graph. */
export interface PhaseGroup {
  readonly phase: Phase;
  readonly nodes: readonly DiagramNode[];
}

export function groupPhases(diagram: Diagram): readonly PhaseGroup[] {
  const groups: { phase: Phase; nodes: DiagramNode[] }[] = [];
  for (const node of diagram.nodes) {
    if (node.phase === undefined) continue;
    const last = groups.at(-1);
    if (last?.phase === node.phase) last.nodes.push(node);
    else groups.push({ phase: node.phase, nodes: [node] });
  }
  return groups;
}
