import { checkEdits } from '../../engine/check/options.ts';
import { bindParameters } from '../../engine/check/parameters.ts';
import { resolveEdits } from '../../engine/check/resolve.ts';
import type { Edit } from '../../engine/model/options/value.ts';
import { parseRunbook } from '../../engine/runbook/parse.ts';
import { singleItems } from './edits.ts';
import type { BaseHost } from './hosts.ts';

/** The edits of a generated runbook; undefined where the host has no such options, or they do not fit. */
export function editsOf(text: string, host: BaseHost): readonly Edit[] | undefined {
  const parsed = parseRunbook(text, 'proposal.yaml', 'generated');
  if (!parsed.ok) return undefined;
  const bound = bindParameters(parsed.value, {});
  const resolved = bound.ok ? resolveEdits(parsed.value.steps, bound.value) : bound;
  if (!resolved.ok || checkEdits(resolved.value, host.index).some(({ severity }) => severity === 'error'))
    return undefined;
  return singleItems(resolved.value.map(({ edit }) => edit));
}
