import { joinOptionPath } from '../../model/options/option.ts';
import type { EarlierChange } from '../../model/plan.ts';
import type { MatchedRule, Policy } from '../../model/policy.ts';
import { denial, deniedBelow, deniedFiles, deniedOption } from './gates.ts';
import { canonicalPath } from './leaves.ts';
import { byPath, riskOf, riskOfInputs, ruleOfClass } from './risk.ts';

/** A person wrote it, whoever asks for what makes it live. */
const ORIGIN = 'user';

/**
 * What policy makes of earlier edits that become live with a change: the same as of a runbook of a person that makes them.
 * Where it is not known which options change, it is as high as the boot, and what the configuration defines of what is
 * denied may be among them.
 */
export function judgeEarlier(policy: Policy, earlier: EarlierChange): readonly MatchedRule[] {
  const named = [...denied(policy, earlier), ...known(policy, earlier)];
  const about = (rule: MatchedRule): string => `${rule.about} (edited earlier)`;
  return [...named.map((rule) => ({ ...rule, about: about(rule) })), ...unknown(policy, earlier)];
}

function denied(policy: Policy, earlier: EarlierChange): readonly MatchedRule[] {
  const { edits, touched, files, possible = [] } = earlier;
  const options = edits.flatMap((edit) => {
    const found = deniedOption(policy, edit, ORIGIN, touched);
    return found === undefined ? [] : [denial(found.option, found.rule)];
  });
  const known = byPath(touched);
  // What is computed has no form; it may be a set that holds any option below.
  const open = edits.filter(
    ({ op, path }) =>
      op === 'unset' && (known.get(joinOptionPath(canonicalPath(path)))?.shapes ?? []).length === 0,
  );
  const hidden = [...open.map(({ path }) => path), ...possible];
  const perhaps = hidden.flatMap((path) => {
    const rule = deniedBelow(policy, path, ORIGIN);
    if (rule === undefined) return [];
    const because = `${rule.because}; whether it changed is not known, so assumed`;
    return [denial(joinOptionPath(path), { ...rule, because })];
  });
  return [...options, ...perhaps, ...deniedFiles(policy, files, ORIGIN)];
}

function known(policy: Policy, { edits, touched, inputs }: EarlierChange): readonly MatchedRule[] {
  return [
    ...riskOf(policy, edits, [], ORIGIN, touched),
    ...riskOfInputs(policy, inputs === true ? ['of flake.lock'] : [], ORIGIN),
  ];
}

function unknown(policy: Policy, { unknown: why }: EarlierChange): readonly MatchedRule[] {
  if (why.length === 0) return [];
  const because = 'the options it changes are not known';
  return [because, ...why].map((each) =>
    ruleOfClass(policy, ORIGIN, {
      kind: 'risk',
      about: 'the configuration as it stands',
      class: 'boot',
      because: each,
    }),
  );
}
