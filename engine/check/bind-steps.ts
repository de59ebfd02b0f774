import { failed, hasErrors, ok, type Finding, type Result } from '../model/finding.ts';
import type { InputChoice } from '../model/pinned.ts';
import type { Runbook, Step } from '../model/runbook.ts';
import { stepKindOf } from '../kinds/find-kind.ts';
import { KINDS } from '../kinds/kinds.ts';
import type { EarlyValues, Kinds } from '../kinds/step-kind.ts';
import { evaluateExpression } from './expressions.ts';
import type { Bindings } from './parameters.ts';
import { resolveText, resolveWritten } from './resolve.ts';

/**
 * A runbook with the values put in that the engine itself acts on: which inputs, how old, when. They are parameters at
 * most, so they are known, and of their form (RES006), before anything runs.
 *
 * @example
 * bindSteps(runbook, bindings)   // reboot: { window: { param: window } } → { window: { from: 120, to: 240 } }
 */
export function bindSteps(runbook: Runbook, bindings: Bindings, kinds: Kinds = KINDS): Result<Runbook> {
  const findings: Finding[] = [];
  const values: EarlyValues = {
    value: (written, position) => resolveWritten(written, bindings, {}, position),
    text: (written, position) => resolveText(written, bindings, {}, position),
  };
  const steps = runbook.steps.map((step) => {
    const bound = stepKindOf(kinds, step).bind?.(step, values) ?? ok(step);
    findings.push(...bound.findings);
    return bound.ok ? bound.value : step;
  });
  return hasErrors(findings) ? failed(...findings) : ok({ ...runbook, steps }, findings);
}

/** The inputs that the bound steps of a runbook bring up to date, those of all steps whose `when` holds together. */
export function chooseInputs(
  steps: readonly Step[],
  bindings: Bindings,
  kinds: Kinds = KINDS,
): Result<InputChoice | undefined> {
  const findings: Finding[] = [];
  const chosen = new Set<string>();
  let all = false;
  for (const step of steps) {
    const kind = stepKindOf(kinds, step);
    const update = kind.part === 'change' ? kind.inputs?.(step) : undefined;
    if (update === undefined) continue;
    const when = step.when ? evaluateExpression(step.when.source, bindings, {}, step.position) : ok(true);
    findings.push(...when.findings);
    if (!when.ok || when.value !== true) continue;
    if (update === 'all') all = true;
    else for (const name of update) chosen.add(name);
  }
  if (hasErrors(findings)) return failed(...findings);
  return ok(all ? 'all' : chosen.size > 0 ? [...chosen].sort() : undefined, findings);
}
