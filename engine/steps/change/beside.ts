import { findSideEffects, sideEffectFinding, type IsComputed } from '../../check/proof/beside.ts';
import { allowsByName } from '../../check/policy/gates.ts';
import type { Finding } from '../../model/finding.ts';
import type { ConfigFiles } from '../../model/host/configuration.ts';
import type { EvaluatedFacts } from '../../model/host/evaluate.ts';
import type { OptionPath } from '../../model/options/value.ts';
import { commonPrefix, targetPath } from '../../nix/modules/definitions.ts';
import { readModules } from '../../nix/modules/modules.ts';
import { updateEffect } from '../../nix/modules/updates.ts';
import { sourceOf } from '../../nix/syntax/tree.ts';
import { required, type StepContext } from '../context.ts';
import { runOrigin } from './policy.ts';

/**
 * PROOF002 for what the edits of a run would do beside what was asked, unless policy allows it by name. Nothing is said
 * where the live configuration could not be evaluated: then there is nothing to compare with.
 */
export async function besideIntent(
  context: StepContext,
  before: EvaluatedFacts | undefined,
  after: EvaluatedFacts,
): Promise<readonly Finding[]> {
  const { change } = context.checked;
  const plan = required(context.state.plan, 'plan');
  // New inputs change what is not written here, too.
  if (change.kind !== 'edits' || before === undefined || plan.inputs !== undefined || plan.files.length === 0)
    return [];
  const found = findSideEffects(change.edits, before, after, await computedAlike(context));
  if (found.length === 0) return [];
  const policy = await context.host.policy.read();
  const allowed = (path: OptionPath): boolean =>
    policy.ok && allowsByName(policy.value, path, runOrigin(context));
  return found.filter(({ path }) => !allowed(path)).map(sideEffectFinding);
}

/** What a file says above a path, where that is computed: its text, or nothing. */
async function computedAlike({ host, state }: StepContext): Promise<IsComputed> {
  const [before, after] = await Promise.all([
    host.configuration.read(),
    host.configuration.read(required(state.edit, 'candidate').directory),
  ]);
  return (file, path) => {
    const was = computedAbove(before, file, path);
    return was !== undefined && was === computedAbove(after, file, path);
  };
}

function computedAbove(configuration: ConfigFiles, file: string, path: OptionPath): string | undefined {
  const modules = readModules({ ...configuration, entries: [file] });
  const module = modules.ok ? modules.value.find((each) => each.file === file) : undefined;
  if (module === undefined) return undefined;
  const target = targetPath(module, path);
  const found = module.definitions.filter(
    (definition) =>
      (definition.opaque || !definition.complete) &&
      definition.path.length > module.base.length &&
      commonPrefix(definition.path, target) === definition.path.length &&
      updateEffect(module.tree.text, definition.site, definition.path) !== 'is-replaced',
  );
  return found.length === 0
    ? undefined
    : found.map(({ binding }) => sourceOf(module.tree, binding)).join('\n');
}
