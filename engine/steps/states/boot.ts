import { evaluateExpression } from '../../check/expressions.ts';
import { tellReasons } from '../../kinds/unit-reasons.ts';
import { stateKindOf } from '../../kinds/find-kind.ts';
import type { StateStep } from '../../model/graph.ts';
import { done, fail, required, type Performed, type StepContext, type StateHandler } from '../context.ts';
import { performContext } from '../perform-context.ts';
import { judgeUnits } from './settle.ts';

/**
 * The new system has to be booted: until it is, the run waits. Then everything that was looked at on trial is looked at
 * again. A host that came back with another system is a failure, whoever chose it.
 */
export const bootState: StateHandler = {
  perform: async (context) => {
    const waiting = await waitForBoot(context);
    if (waiting !== undefined) return waiting;
    const { outPath } = required(context.state.build, 'built system');
    const { running, booted } = await context.host.systems.links();
    const pending = context.state.pending !== undefined;
    if (running !== outPath || (pending && booted !== outPath))
      return fail(`the host came back with ${running === outPath ? booted : running}, not with ${outPath}`);
    const units = await judgeUnits(context);
    if (units !== undefined)
      return fail(`after the boot: ${units.what}${tellReasons(units.units)}`, { units: units.units });
    const failures = await lookAgain(context);
    if (failures.length > 0) return fail(`after the boot\n${failures.join('\n')}`);
    return done('the new system was booted, no unit failed, and the trial checks still pass');
  },
};

/** Undefined once the host was rebooted, or where no reboot is needed. */
async function waitForBoot(context: StepContext): Promise<Performed | undefined> {
  const { pending } = context.state;
  if (pending === undefined || pending.boot !== (await context.host.boot.id())) return undefined;
  const { running, booted } = await context.host.systems.links();
  // The power went after the boot entry was written and before that was on record.
  if (running === pending.toplevel && booted === pending.toplevel) return undefined;
  const why = pending.reasons.join(', ');
  if (context.host.clock.now().toISOString() >= pending.until) {
    const message = `the host was to be rebooted (${why}) by ${pending.until}, but was not; ${pending.toplevel} still boots next`;
    return { outcome: 'expired', message };
  }
  const message = `the new system (${why}) is live after a reboot: reboot by ${pending.until}; then it is checked and kept, or rolled back`;
  return { outcome: 'reboot', message };
}

/** The author's checks of the trial. One whose failure was no failure of the run is none now. */
async function lookAgain(context: StepContext): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const step of trialSteps(context)) {
    if (!applies(context, step)) continue;
    const kind = stateKindOf(context.checked.kinds, step);
    const found =
      (await kind.again?.(performContext(context, step), context.state.switch !== undefined)) ?? [];
    if (step.onFailure === undefined || step.onFailure.to === 'rollback') failures.push(...found);
    else for (const failure of found) context.note(`${step.id}: ${failure}`);
  }
  return failures;
}

function trialSteps(context: StepContext): readonly StateStep[] {
  const { nodes } = context.checked.graph;
  const at = (kind: string): number => nodes.findIndex((node) => node.kind === kind);
  return nodes.slice(at('settle') + 1, at('confirm')).flatMap((node) => node.step ?? []);
}

function applies(context: StepContext, step: StateStep): boolean {
  if (step.when === undefined) return true;
  const { checked, state } = context;
  const value = evaluateExpression(step.when.source, checked.bindings, state.outputs, step.position);
  return value.ok && value.value === true;
}
