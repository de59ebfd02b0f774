import type { Principal } from '../model/principal.ts';
import { approveRun, type ApprovalRecord } from '../run/play/approve.ts';
import { begin, type Act } from './act.ts';
import { withRunDeps, type AppDeps, type Control } from './deps.ts';

export interface ApprovalInput extends Control {
  /** The run, or the start of its name. */
  readonly run: string;
}

/**
 * Puts an approval of what a run has planned on record: for exactly that plan, and until it expires; a run that waits for
 * it goes on. Consent is asked for the plan, by whom it is shown.
 *
 * Findings: RUN004 no such run, POL002 it planned nothing, POL003 nobody approves their own change, POL004 not approved,
 * POL008 policy names other approvers, HOST005.
 */
export function approvePlan(deps: AppDeps, principal: Principal, input: ApprovalInput): Act<ApprovalRecord> {
  return begin(deps.redact, async (events) => {
    const approved = await withRunDeps(deps, principal, input, events, async (run) =>
      approveRun(run, input.run, async (preview) => (await run.consent.plan(preview, run.signal)).approved),
    );
    if (approved.ok) tellService(deps, approved.value);
    return approved;
  });
}

/** How the run of a job ended that waited is in the log of the service, as that of every job. */
function tellService(deps: AppDeps, { cause, resumed }: ApprovalRecord): void {
  if (cause === undefined || resumed === undefined) return;
  using log = deps.openServiceLog();
  const { kind, name } = cause;
  const message = deps.redact(resumed.message);
  log.append({ type: 'job-ended', job: { kind, name }, ...resumed, message });
}
