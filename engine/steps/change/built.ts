import { compareEffects, type EffectChange } from '../../model/built-effect.ts';
import { required, type StepContext } from '../context.ts';

/**
 * What a system that is built does as root otherwise than the running one, from the files of both. Undefined where one of
 * them is not there.
 */
export async function builtChanges(
  { host, state }: StepContext,
  toplevel: string,
): Promise<readonly EffectChange[] | undefined> {
  const { before } = required(state.plan, 'plan');
  if (toplevel === before.running) return [];
  const after = await host.systems.effect(toplevel);
  const was = after && (await host.systems.effect(before.running));
  return was && after && compareEffects(was, after);
}
