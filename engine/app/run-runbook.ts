import type { Principal } from '../model/principal.ts';
import { checkNamed } from '../run/session.ts';
import { begin, type Act } from './act.ts';
import { controlOf, type AppDeps, type Control } from './deps.ts';
import { openHostSession } from './host-session.ts';
import { runChange, type ChangeDone, type ChangeMode } from './run-change.ts';

export interface RunbookInput extends Control {
  /** Its name in the library, or a file. */
  readonly runbook: string;
  /** Values of its parameters. */
  readonly given: Readonly<Record<string, string>>;
  readonly mode: ChangeMode;
}

/**
 * Plans a runbook, and with mode `apply` applies it.
 *
 * Findings: SEC001, SEC002 a value is a secret; those of loading and checking it; those of {@link runChange}.
 */
export function runRunbook(deps: AppDeps, principal: Principal, input: RunbookInput): Act<ChangeDone> {
  return begin(deps.redact, async (events) => {
    const session = events.withWarnings(await openHostSession(deps, events));
    if (!session.ok) return session;
    const checked = events.withWarnings(await checkNamed(session.value, input.runbook, input.given));
    return checked.ok
      ? runChange(deps, principal, { ...controlOf(input), mode: input.mode, checked: checked.value }, events)
      : checked;
  });
}
