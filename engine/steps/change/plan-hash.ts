import { createHash } from 'node:crypto';
import type { PlanPreview } from '../../model/plan.ts';
import type { RunState } from '../../journal/fold.ts';

/**
 * What an approval is bound to: the runbook, its parameters, every file's content before and after, and the derivation.
 * Another runbook, another file, another derivation give another hash, and have to be approved again.
 */
export function planHash(state: RunState, plan: Omit<PlanPreview, 'planHash'>): string {
  const { text, parameters } = state.started;
  const files = plan.files.map((file) => [file.path, file.before, file.after]);
  const bound = [text, parameters, files, plan.drvPath, plan.outPath];
  return createHash('sha256').update(JSON.stringify(bound)).digest('hex');
}
