import type { Finding } from '../../model/finding.ts';
import { joinOptionPath } from '../../model/options/option.ts';
import type { TouchedOption } from '../../model/options/touched.ts';
import type { Edit } from '../../model/options/value.ts';
import type { Policy } from '../../model/policy.ts';
import { deniedFiles, deniedOption, gateFinding, toldRule } from './gates.ts';
import { refuseByRisk } from './refuse.ts';

/** Whoever edits files is a person. */
const ORIGIN = 'user';
const FIX = 'an administrator can allow it in the policy (see docs/POLICY.md)';

/**
 * What policy forbids of edits that are only written: what it would forbid where they are applied, as far as that is known
 * without an evaluation.
 *
 * @param perhaps - What may be written instead: denied values count.
 *
 * Findings: POL005 an option that nobody may change, POL001 a class that is forbidden.
 */
export function refuseEdits(
  policy: Policy,
  edits: readonly Edit[],
  touched: readonly TouchedOption[],
  perhaps: readonly Edit[] = [],
): readonly Finding[] {
  const denied = [...edits, ...perhaps].flatMap((edit) => {
    const found = deniedOption(policy, edit, ORIGIN, touched);
    if (found === undefined) return [];
    const named = joinOptionPath(edit.path) === found.option ? '' : ` (${joinOptionPath(edit.path)})`;
    const message = `policy does not let anybody change the option '${found.option}'${named}: ${toldRule(found.rule)}; nothing was written`;
    return [gateFinding('POL005', message, FIX)];
  });
  const unique = [...new Map(denied.map((finding) => [finding.message, finding])).values()];
  return unique.length > 0 ? unique : refuseByRisk(policy, edits, ORIGIN, touched);
}

/** POL007 for each file of a configuration that policy lets nobody change, by any of its names. */
export function refuseFiles(policy: Policy, names: readonly string[]): readonly Finding[] {
  return deniedFiles(policy, names, ORIGIN).map((rule) => {
    const message = `policy does not let anybody change the ${rule.about}: ${toldRule(rule)}; nothing was written`;
    return gateFinding('POL007', message, FIX);
  });
}
