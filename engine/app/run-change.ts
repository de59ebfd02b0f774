import type { CheckedRunbook } from '../check/check-runbook.ts';
import type { Command } from '../model/command.ts';
import type { PlannedBy } from '../model/event.ts';
import { ok, type Result } from '../model/finding.ts';
import type { Principal } from '../model/principal.ts';
import { listCommands, type RunDeps, type RunResult } from '../run/play/conduct.ts';
import { startRun } from '../run/play/start.ts';
import type { Events } from './act.ts';
import { withRunDeps, type AppDeps, type Control } from './deps.ts';

/** `plan`: as far as the preview; nothing of the host changes. */
export type ChangeMode = 'plan' | 'apply';

/** How a run ended. */
export interface ChangeDone extends RunResult {
  /** What a run that was only planned would do after its preview, in order. */
  readonly commands?: readonly Command[];
}

/** Whose words became the runbook, and the name of the run where something of it is on record already. */
export interface RequestOfRun {
  readonly request?: string;
  readonly planned?: PlannedBy;
  readonly run?: string;
}

/** Runs what was checked, within an act. Findings: HOST005, RUN001, RUN002, RUN007, RUN008: nothing was begun. */
export async function runChange(
  deps: AppDeps,
  principal: Principal,
  change: RequestOfRun & Control & { readonly checked: CheckedRunbook; readonly mode: ChangeMode },
  events: Events,
): Promise<Result<ChangeDone>> {
  const { checked, mode, consent: _, signal: __, wait: ___, ...asked } = change;
  const act = async (run: RunDeps): Promise<Result<ChangeDone>> => {
    const result = events.withWarnings(await startRun(run, checked, { mode, ...asked }));
    if (!result.ok || result.value.outcome !== 'planned') return result;
    return ok({ ...result.value, commands: listCommands(run, checked, result.value.run) });
  };
  const use = mode === 'plan' ? 'write' : makesRoom(checked) ? 'recover' : 'change';
  return withRunDeps(deps, principal, change, events, act, use);
}

/** Whether it deletes what nothing needs, and changes nothing else of the configuration: that must work on a full disk. */
function makesRoom({ graph }: CheckedRunbook): boolean {
  const kinds = graph.nodes.map((node) => (node.kind === 'step' ? node.step.kind : node.kind));
  return kinds.includes('collect-garbage') && !kinds.includes('edit');
}
