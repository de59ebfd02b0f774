import type { Drift } from '../../model/plan.ts';
import type { SystemFacts } from '../../model/system.ts';
import { buildSemanticDiff } from '../../nix/semantic-diff.ts';
import { required, type StepContext } from '../context.ts';

/**
 * What becomes live together with a change although nobody asks for it now: the configuration was edited earlier and
 * never applied, so that it says something else than what runs. Undefined where both agree.
 */
export async function findDrift(
  context: StepContext,
  live: SystemFacts | undefined,
): Promise<Drift | undefined> {
  const { before, target } = required(context.state.plan, 'plan');
  // What was edited before and not applied is then the change itself.
  if (context.checked.change.kind === 'as-it-is') return undefined;
  if (target !== undefined || live === undefined || live.outPath === before.running) return undefined;
  const running = await context.host.evaluate.system(before.running);
  return running === undefined
    ? { known: false }
    : { known: true, semantic: buildSemanticDiff(running, live) };
}
