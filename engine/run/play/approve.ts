import { tellApprovers } from '../../check/policy/approvers.ts';
import { waitsForApproval } from '../../journal/fold.ts';
import type { Cause } from '../../model/cause.ts';
import type { FindingCode } from '../../model/finding-codes.ts';
import { failed, ok, type Result } from '../../model/finding.ts';
import type { PlanPreview } from '../../model/plan.ts';
import {
  isFacelessRoot,
  isSomebodyElse,
  nameOfPrincipal,
  sameIdentity,
  type Principal,
} from '../../model/principal.ts';
import type { RunDeps, RunResult } from './conduct.ts';
import { findRunState } from './find-run.ts';
import { resumeWaiting } from './resume.ts';

/** An approval that is on record, and how the run ended that waited for it. */
export interface ApprovalRecord {
  readonly run: string;
  readonly by: Principal;
  readonly expires: string;
  readonly preview: PlanPreview;
  /** Absent where the run had ended: who asked asks again, and it counts then. */
  readonly resumed?: RunResult;
  /** What started that run when no person did. */
  readonly cause?: Cause;
}

/**
 * Puts an approval of what a run has planned on record: for exactly that plan, and until it expires. A run that waits for
 * it goes on. `confirm` shows the preview and asks.
 *
 * Findings: RUN004 no such run, or more than one, POL002 it planned nothing, POL003 nobody approves their own change, POL004 not approved,
 * POL008 policy names other approvers; and those of {@link resumeWaiting}.
 */
export async function approveRun(
  deps: RunDeps,
  named: string,
  confirm: (preview: PlanPreview) => Promise<boolean>,
): Promise<Result<ApprovalRecord>> {
  const found = findRunState(deps.journal, named);
  if (!found.ok) return found;
  const state = found.value;
  const preview = state.dryBuild?.preview;
  if (preview === undefined) {
    return refuse('POL002', `run ${state.run} has no plan to approve`, `nixos-ai show ${state.run}`);
  }
  const by = deps.principal;
  if (!isSomebodyElse(state.started.by, by)) return refuseOwn(state.run, state.started.by, by);
  const policy = await deps.host.policy.read();
  if (!policy.ok) return policy;
  const { approvers } = policy.value;
  if (!(await deps.host.policy.mayApprove(approvers, by))) {
    const who = tellApprovers(approvers).trim();
    return refuse('POL008', `policy does not let ${nameOfPrincipal(by)} approve`, `ask ${who}`);
  }
  if (!(await confirm(preview))) return refuse('POL004', 'not approved', 'nothing was recorded');
  const expires = new Date(deps.host.clock.now().getTime() + deps.host.limits.approval).toISOString();
  deps.onEvent(deps.journal.append(state.run, { type: 'approval', by, planHash: preview.planHash, expires }));
  const record = { run: state.run, by, expires, preview };
  if (!waitsForApproval(state)) return ok(record);
  // What it goes on with is the approval on record, not the word of whoever is at the terminal.
  const consent = {
    ...deps.consent,
    plan: async () => Promise.resolve({ approved: false, by: 'nobody' as const }),
  };
  const resumed = await resumeWaiting({ ...deps, consent }, state.run);
  if (!resumed.ok) return resumed;
  const { cause } = state.started;
  return ok({ ...record, resumed: resumed.value, ...(cause === undefined ? {} : { cause }) });
}

function refuseOwn(run: string, asker: Principal, by: Principal): Result<never> {
  if (sameIdentity(asker, by))
    return refuse(
      'POL003',
      `${nameOfPrincipal(by)} asked for run ${run}, and nobody approves their own change`,
      'have somebody else approve it',
    );
  const [faceless, other] = isFacelessRoot(by) ? ['approves', asker] : ['asked', by];
  return refuse(
    'POL003',
    `no login stands behind the root who ${faceless === 'asked' ? `asked for run ${run}` : `approves run ${run}`}, so it may be ${nameOfPrincipal(other)}, and nobody approves their own change`,
    'use sudo in a session of your own, or ask the service as a member of its operators',
  );
}

function refuse(code: FindingCode, message: string, fix: string): Result<never> {
  return failed({ code, severity: 'error', message, fix });
}
