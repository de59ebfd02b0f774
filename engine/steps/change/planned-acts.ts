import { stateKindOf } from '../../kinds/find-kind.ts';
import { hostPath } from '../../kinds/look.ts';
import { shownValues } from '../../kinds/shown.ts';
import type { KnownValues, ShownValues } from '../../kinds/values.ts';
import { quoteWords } from '../../model/command.ts';
import type { StateStep } from '../../model/graph.ts';
import { hashBytes } from '../../model/hash.ts';
import type { PlannedAct, SourceFile, StepAct } from '../../model/plan.ts';
import type { Written } from '../../model/runbook.ts';
import type { StepContext } from '../context.ts';
import { stateSteps } from './policy.ts';
import { knownValues, UnresolvedValue } from './resolve.ts';

/**
 * What the steps of a run do on the host, in their order, whatever their author says of it. Files whose content is put
 * elsewhere are read: what they hold now is what is approved.
 */
export async function plannedActs(context: StepContext): Promise<readonly PlannedAct[]> {
  const acts: PlannedAct[] = [];
  for (const step of stateSteps(context))
    for (const act of actsOf(context, step))
      acts.push({ ...(await withSource(context, act)), step: step.id });
  return acts;
}

function actsOf(context: StepContext, step: StateStep): readonly StepAct[] {
  const { kinds } = context.checked;
  const kind = stateKindOf(kinds, step);
  const shown = shownFor(context, step);
  if (kind.acts !== undefined) return kind.acts(step, shown, kinds);
  return kind.nature.changesHost(step) ? [{ kind: 'own', what: kind.label(step, shown, kinds) }] : [];
}

/** A name that is known in the run alone is no path yet. */
async function withSource(context: StepContext, act: StepAct): Promise<StepAct> {
  if (act.kind !== 'put' || !act.from.startsWith('/')) return act;
  const source = await readSource(context, hostPath(context, act.from));
  return source === undefined ? act : { ...act, source };
}

/** What cannot be read is not known; the step itself fails by it, and says why. */
async function readSource({ host }: StepContext, path: string): Promise<SourceFile | undefined> {
  try {
    const found = await host.files.readWithMode(path);
    return found && { sha256: hashBytes(found.bytes), mode: found.mode };
  } catch {
    return undefined;
  }
}

/** Values as the run will have them where they are known already, else as the runbook names them; commands as a shell takes them. */
function shownFor(context: StepContext, step: StateStep): ShownValues {
  const known = knownValues(context);
  const shown = shownValues(context.state.started.parameters);
  const text = (written: Written | undefined): string =>
    written === undefined ? '' : (textOf(known, written, step) ?? named(written) ?? shown.text(written));
  return { ...shown, text, command: (argv) => quoteWords(argv.map(text)) };
}

function textOf(known: KnownValues, written: Written, step: StateStep): string | undefined {
  try {
    return known.text(written, step.position);
  } catch (error) {
    if (error instanceof UnresolvedValue) return undefined;
    throw error;
  }
}

function named(written: Written): string | undefined {
  if (typeof written !== 'object' || written === null || !('kind' in written)) return undefined;
  if (written.kind === 'output') return `{ output: ${written.step}.${written.field} }`;
  return written.kind === 'cel' ? `{ cel: ${written.source} }` : undefined;
}
