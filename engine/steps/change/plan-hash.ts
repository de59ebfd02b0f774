import { isPosition } from '../../model/events/plan-shapes.ts';
import { hashBytes } from '../../model/hash.ts';
import type { PlannedAct, PlanPreview } from '../../model/plan.ts';
import type { RunState } from '../../journal/fold.ts';
import type { StepContext } from '../context.ts';

/**
 * What an approval is bound to: the host, the policy and the settings in force, the runbook as it was compiled, with the
 * steps that a `call` brought in, its parameters, every file's content before and after, what every file holds that a
 * step puts elsewhere, and the derivation. Another one of these gives another hash, and has to be approved again.
 */
export function planHash(state: RunState, plan: Omit<PlanPreview, 'planHash'>): string {
  const { text, parameters, compiled, host } = state.started;
  const files = plan.files.map((file) => [file.path, file.before, file.after]);
  const sources = (plan.acts ?? []).flatMap(sourceOf);
  const bound = { ...compiled, runbook: { ...compiled.runbook, file: undefined } };
  const all = [host, plan.inForce, text, parameters, files, sources, plan.drvPath, plan.outPath];
  return hashBytes(`${canonical(all)}\n${canonical(bound, isPlace)}`);
}

/**
 * Hash of what decides about a run beside its runbook: the policy as it is read now, and the settings of the host. Where
 * the state of a preview lies is none of them.
 */
export async function hashInForce({ host }: StepContext): Promise<string> {
  const policy = await host.policy.read();
  const { id, manager, limits } = host;
  const place = { ...host.place, state: undefined };
  return hashBytes(canonical([id, manager, place, limits, policy.ok ? policy.value : null]));
}

function sourceOf(act: PlannedAct): readonly unknown[] {
  return act.kind === 'put' ? [[act.step, act.source?.sha256, act.source?.mode]] : [];
}

/** By which name its file was given, and where in it a step stands, is in no act. */
function isPlace(name: string, value: unknown): boolean {
  return name === 'position' && isPosition(value);
}

/** JSON whose members are in the order of their names: what was in a journal has it, too. */
function canonical(value: unknown, leaves: (name: string, value: unknown) => boolean = () => false): string {
  return JSON.stringify(value, (name, member: unknown) => {
    if (leaves(name, member)) return undefined;
    if (typeof member !== 'object' || member === null || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}
