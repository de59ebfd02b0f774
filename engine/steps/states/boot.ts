import { say, type StepMessage } from '../../model/step-message.ts';
import { evaluateExpression } from '../../check/expressions.ts';
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
      return fail(
        say('boot.other-system', { found: running === outPath ? booted : running, wanted: outPath }),
      );
    await untilUp(context);
    const trouble = await judgeUnits(context);
    if (trouble !== undefined) return fail(say('boot.units', { trouble }), { units: trouble.reasons });
    const failures = await lookAgain(context);
    if (failures.length > 0) return fail(say('boot.checks', { failures }));
    return done(say('boot.booted', {}));
  },
};

// A host that takes longer is judged as it is.
const BOOT_MS = 60_000;
const POLL_MS = 250;

/** Who logs in while the host boots may be faster than its units: what is still to be started has not failed. */
async function untilUp({ host, signal }: StepContext): Promise<void> {
  const { clock, units } = host;
  const deadline = clock.now().getTime() + BOOT_MS;
  while (!(await units.isUp()) && clock.now().getTime() < deadline && !signal.aborted)
    await clock.sleep(POLL_MS, signal);
}

/** Undefined once the host was rebooted, or where no reboot is needed. */
async function waitForBoot(context: StepContext): Promise<Performed | undefined> {
  const { pending } = context.state;
  if (pending === undefined || pending.boot !== (await context.host.boot.id())) return undefined;
  const { running, booted } = await context.host.systems.links();
  // The power went after the boot entry was written and before that was on record.
  if (running === pending.toplevel && booted === pending.toplevel) return undefined;
  const { reasons, until, toplevel } = pending;
  if (context.host.clock.now().toISOString() >= until) {
    return { outcome: 'expired', said: say('boot.overdue', { reasons, until, toplevel }) };
  }
  return { outcome: 'reboot', said: say('boot.waits', { reasons, until }) };
}

/** The author's checks of the trial. One whose failure was no failure of the run is none now. */
async function lookAgain(context: StepContext): Promise<readonly StepMessage[]> {
  const failures: StepMessage[] = [];
  for (const step of trialSteps(context)) {
    if (!applies(context, step)) continue;
    const kind = stateKindOf(context.checked.kinds, step);
    const found =
      (await kind.again?.(performContext(context, step), context.state.switch !== undefined)) ?? [];
    if (step.onFailure === undefined || step.onFailure.to === 'rollback') failures.push(...found);
    else for (const failure of found) context.note(say('boot.check-ignored', { step: step.id, failure }));
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
