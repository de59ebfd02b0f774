import type { StateStep } from '../model/graph.ts';
import type { MutationData } from '../model/step-data.ts';
import { rebootCommand } from '../nix/argv.ts';
import type { TimeWindow } from '../model/runbook.ts';
import { minutesUntil, renderWindow } from '../document/window.ts';
import { done, fail, type Performed, type StepContext, type StepKind } from './context.ts';

export type RebootStep = Extract<StateStep, { kind: 'reboot' }>;

/**
 * The host reboots itself, once, within its window. Outside of it the run waits, and a timer takes it up again when the
 * window opens; past `within` it needs a person. Which boot it is says whether it was done.
 */
export const reboot: StepKind = {
  perform: async (context) => {
    const step = context.node.step;
    if (step?.kind !== 'reboot') throw new TypeError('not a reboot step');
    if (step.ifNeeded === true && context.state.pending === undefined) return done('no reboot is needed');
    const now = context.host.clock.now();
    const decided = decidedBefore(context, step.id) ?? (await decide(context, step));
    if (decided.boot !== (await context.host.boot.id())) return done('the host was rebooted');
    if (decided.until !== undefined && now.toISOString() >= decided.until)
      return { outcome: 'expired', message: `the host was to be rebooted by ${decided.until}, and was not` };
    return rebootInWindow(context, step, decided.until);
  },
  commands: (context) => [rebootCommand(context.host.place)],
};

/** Reboots now where the window is open, and else sets a timer that goes on with the run when it opens. */
export async function rebootInWindow(
  context: StepContext,
  step: RebootStep,
  until: string | undefined,
): Promise<Performed> {
  const now = context.host.clock.now();
  const window = windowOf(step);
  const wait = window === undefined ? 0 : minutesUntil(window, now.getHours() * 60 + now.getMinutes());
  if (wait > 0 && window !== undefined) {
    await armWindow(context, wait * 60 - now.getSeconds());
    const by = until === undefined ? '' : `, by ${until}`;
    return { outcome: 'reboot', message: `the host reboots between ${renderWindow(window)}${by}` };
  }
  context.note('rebooting');
  const result = await context.host.boot.reboot();
  if (result.exitCode !== 0) return fail(`the host does not reboot: ${result.stderr.trim()}`);
  return { outcome: 'reboot', message: 'the host reboots' };
}

/** What a person reads of it before they approve the plan. */
export function tellReboot(step: RebootStep): string {
  const window = windowOf(step);
  const when = window === undefined ? 'as soon as the change is made' : `between ${renderWindow(window)}`;
  const needed = step.ifNeeded === true ? ', if the change needs it' : '';
  return `this run reboots the host ${when}${needed}`;
}

/** A parameter is put in before a run begins. */
function windowOf({ window, id }: RebootStep): TimeWindow | undefined {
  if (window !== undefined && 'kind' in window) throw new TypeError(`the window of '${id}' is not bound`);
  return window;
}

/** The author's reboot step of this run that was begun, if one was: then rebooting was approved. */
export function begunReboot(context: StepContext): RebootStep | undefined {
  const steps = context.checked.graph.nodes.flatMap((node) =>
    node.step?.kind === 'reboot' ? [node.step] : [],
  );
  return steps.find((step) => decidedBefore(context, step.id) !== undefined);
}

function decidedBefore(context: StepContext, id: string): MutationData | undefined {
  return context.state.mutations.find(({ mutation, step }) => mutation === 'reboot' && step === id);
}

async function decide(context: StepContext, step: RebootStep): Promise<MutationData> {
  const until = new Date(context.host.clock.now().getTime() + step.within).toISOString();
  const data: MutationData = {
    mutation: 'reboot',
    step: step.id,
    boot: await context.host.boot.id(),
    until,
  };
  context.announce(`this host is to be rebooted by ${until}`, data);
  return data;
}

async function armWindow(context: StepContext, seconds: number): Promise<void> {
  await context.host.timers.arm({
    unit: `nixos-ai-window-${context.state.run}`,
    seconds: Math.max(1, seconds),
    argv: [...context.self, 'resume', ...context.host.named],
  });
}
