import { failed, hasErrors, ok, type Finding, type Result } from '../model/finding.ts';
import type { InputChoice } from '../model/pinned.ts';
import type { Runbook, Step } from '../model/runbook.ts';
import { INPUT } from '../document/names.ts';
import { AGE, parseWindow } from '../document/window.ts';
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
export function bindSteps(runbook: Runbook, bindings: Bindings): Result<Runbook> {
  const findings: Finding[] = [];
  const steps = runbook.steps.map((step) => {
    const bound = bindStep(step, bindings);
    findings.push(...bound.findings);
    return bound.ok ? bound.value : step;
  });
  return hasErrors(findings) ? failed(...findings) : ok({ ...runbook, steps }, findings);
}

/** The inputs that the bound steps of a runbook bring up to date, those of all steps whose `when` holds together. */
export function chooseInputs(steps: readonly Step[], bindings: Bindings): Result<InputChoice | undefined> {
  const findings: Finding[] = [];
  const chosen = new Set<string>();
  let all = false;
  for (const step of steps) {
    if (step.kind !== 'inputs') continue;
    const when = step.when ? evaluateExpression(step.when.source, bindings, {}, step.position) : ok(true);
    findings.push(...when.findings);
    if (!when.ok || when.value !== true) continue;
    if (step.update === 'all') all = true;
    else for (const name of namesOf(step.update) ?? []) chosen.add(name);
  }
  if (hasErrors(findings)) return failed(...findings);
  return ok(all ? 'all' : chosen.size > 0 ? [...chosen].sort() : undefined, findings);
}

function bindStep(step: Step, bindings: Bindings): Result<Step> {
  switch (step.kind) {
    case 'reboot': {
      if (step.window === undefined || !('kind' in step.window)) return ok(step);
      const text = resolveText(step.window, bindings, {}, step.position);
      if (!text.ok) return text;
      const window = parseWindow(text.value);
      return window === undefined
        ? failed(misshapen(step, 'window', text.value, 'two times of day such as 02:00-04:00'))
        : ok({ ...step, window });
    }
    case 'collect-garbage': {
      const text = resolveText(step.olderThan, bindings, {}, step.position);
      if (!text.ok) return text;
      return AGE.test(text.value)
        ? ok({ ...step, olderThan: text.value })
        : failed(misshapen(step, 'older-than', text.value, 'an age such as 30d, 12h or 0d'));
    }
    case 'inputs': {
      const value = resolveWritten(step.update, bindings, {}, step.position);
      if (!value.ok) return value;
      const update = value.value === 'all' ? 'all' : namesOf(value.value);
      return update === undefined
        ? failed(misshapen(step, 'update', value.value, 'all, or a list of names of inputs'))
        : ok({ ...step, update });
    }
    default:
      return ok(step);
  }
}

function namesOf(value: unknown): readonly string[] | undefined {
  const isName = (item: unknown): item is string => typeof item === 'string' && INPUT.test(item);
  return Array.isArray(value) && value.length > 0 && value.every(isName) ? value : undefined;
}

function misshapen(step: Step, what: string, got: unknown, allowed: string): Finding {
  return {
    code: 'RES006',
    severity: 'error',
    message: `'${what}' of the step '${step.id}' is ${allowed}, got ${JSON.stringify(got)}`,
    position: step.position,
    fix: 'give the parameter a value of that form',
  };
}
