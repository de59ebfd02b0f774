import type { FindingCode } from '../../model/finding-codes.ts';
import type { Finding, Position } from '../../model/finding.ts';
import type { GraphNode } from '../../model/graph.ts';
import type { Runbook } from '../../model/runbook.ts';

/** Where the findings of a state point. */
export type Locate = (node: GraphNode) => Position;

/** An author's step is where it was written; the states of the engine are of the whole runbook. */
export function locateIn(runbook: Runbook): Locate {
  const whole: Position = { file: runbook.file, line: 1, column: 1 };
  return (node) => node.step?.position ?? whole;
}

export function problem(code: FindingCode, message: string, fix: string, position?: Position): Finding {
  return { code, severity: 'error', message, fix, ...(position && { position }) };
}
