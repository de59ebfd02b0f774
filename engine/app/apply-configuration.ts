import type { CheckedRunbook } from '../check/check-runbook.ts';
import type { Result } from '../model/finding.ts';
import type { Installation } from '../model/installation.ts';
import type { Principal } from '../model/principal.ts';
import { planApply, planInstallation } from '../run/plan/own-change.ts';
import type { Session } from '../run/session.ts';
import { begin, type Act } from './act.ts';
import { controlOf, type AppDeps, type Control } from './deps.ts';
import { openHostSession } from './host-session.ts';
import { runChange, type ChangeDone, type ChangeMode } from './run-change.ts';

export interface ConfigurationInput extends Control {
  readonly mode: ChangeMode;
}

export interface InstallationInput extends ConfigurationInput {
  readonly installation: Installation;
}

/**
 * Makes the configuration as it lies there what runs, after an edit by hand. Findings: those of reading the host, of the
 * policy, of {@link runChange}.
 */
export function applyConfiguration(
  deps: AppDeps,
  principal: Principal,
  input: ConfigurationInput,
): Act<ChangeDone> {
  return ownChange(deps, principal, input, planApply);
}

/**
 * Brings this program into the configuration and switches to it, or takes it out.
 *
 * Findings: NIX128 it cannot be done with certainty, EVAL001 the input cannot be locked; as of {@link applyConfiguration}.
 */
export function installProgram(
  deps: AppDeps,
  principal: Principal,
  input: InstallationInput,
): Act<ChangeDone> {
  return ownChange(deps, principal, input, async (session) => planInstallation(session, input.installation));
}

function ownChange(
  deps: AppDeps,
  principal: Principal,
  input: ConfigurationInput,
  plan: (session: Session) => Promise<Result<CheckedRunbook>>,
): Act<ChangeDone> {
  return begin(deps.redact, async (events) => {
    const session = events.withWarnings(await openHostSession(deps, events));
    if (!session.ok) return session;
    const checked = events.withWarnings(await plan(session.value));
    return checked.ok
      ? runChange(deps, principal, { ...controlOf(input), mode: input.mode, checked: checked.value }, events)
      : checked;
  });
}
