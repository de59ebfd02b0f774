import type { Source } from '../../model/host/evaluate.ts';
import type { Edit } from '../../model/options/value.ts';
import type { SystemFacts } from '../../model/system.ts';
import type { StepContext } from '../context.ts';

/**
 * Facts that also tell where the values of some edits' options come from. Most changes need that of none, and it is an
 * evaluation of its own; what it does not tell stays open.
 */
export async function withOrigins(
  { host, signal }: StepContext,
  source: Source,
  facts: SystemFacts,
  edits: readonly Edit[],
): Promise<SystemFacts> {
  if (edits.length === 0) return facts;
  const paths = edits.map((edit) => edit.path);
  const origins = await host.evaluate.origins(source, paths, signal);
  if (!origins.ok) return facts;
  const told = Object.entries(facts.options).map(([name, option]) => [
    name,
    { ...option, ...origins.value[name] },
  ]);
  return { ...facts, options: Object.fromEntries(told) as SystemFacts['options'] };
}
