import { splitFilePath } from '../../config/policy.ts';
import type { FindingCode } from '../../model/finding-codes.ts';
import type { Finding, Position } from '../../model/finding.ts';
import { joinOptionPath } from '../../model/options/option.ts';
import type { TouchedOption } from '../../model/options/touched.ts';
import type { MatchedRule, OptionGate, PathGate, PathUse, Policy } from '../../model/policy.ts';
import type { Origin } from '../../model/runbook.ts';
import type { Edit, OptionPath } from '../../model/options/value.ts';
import { coversGlob, matchesGlob, mayReach, namesBelow } from './glob.ts';
import { canonicalPath, innerPaths, leavesOf, type Leaf } from './leaves.ts';
import { matchesOption } from './risk.ts';

/** The rule that forbids an edit to runbooks of an origin, if one does. An option is judged by each of its names. */
export function deniedOption(
  policy: Policy,
  edit: Edit,
  origin: Origin,
  touched: readonly TouchedOption[] = [],
): { readonly rule: OptionGate; readonly option: string } | undefined {
  const leaves = leavesOf(edit).flatMap((leaf) => [leaf, ...renamed(leaf, touched), ...within(leaf)]);
  for (const leaf of leaves) {
    const rule = policy.options.find((gate) => applies(gate, origin) && speaksOf(gate, leaf));
    if (rule?.verdict === 'deny') return { rule, option: joinOptionPath(leaf.path) };
  }
  return undefined;
}

/**
 * The rule that may forbid a value that nobody knows: it may hold any option below. Undefined where none could, or where a
 * rule before it allows all of that.
 */
export function deniedBelow(policy: Policy, path: OptionPath, origin: Origin): OptionGate | undefined {
  const names = innerPaths(canonicalPath(path));
  const found = policy.options.find(
    (gate) =>
      applies(gate, origin) &&
      (gate.verdict === 'deny'
        ? gate.patterns.some((pattern) => names.some((name) => mayReach(pattern, name)))
        : gate.values === undefined &&
          gate.patterns.some((pattern) => coversGlob(pattern, [...canonicalPath(path), '**']))),
  );
  return found?.verdict === 'deny' ? found : undefined;
}

/** Whether policy names an option, not only everything, among what runbooks of an origin may change. */
export function allowsByName(policy: Policy, path: OptionPath, origin: Origin): boolean {
  const rule = policy.options.find(
    (gate) => applies(gate, origin) && gate.patterns.some((pattern) => matchesGlob(pattern, path)),
  );
  return (
    rule?.verdict === 'allow' &&
    rule.patterns.some((pattern) => pattern[0]?.includes('*') === false && matchesGlob(pattern, path))
  );
}

/** The rule that decides about a path, or undefined where none does. Of a path with `..` no rule speaks. */
export function pathGate(policy: Policy, path: string, use: PathUse, origin: Origin): PathGate | undefined {
  const parts = splitFilePath(path);
  if (parts.includes('..') || parts.includes('.')) return undefined;
  return policy.paths.find(
    (gate) =>
      applies(gate, origin) &&
      (gate.uses?.includes(use) ?? true) &&
      gate.patterns.some((pattern) => matchesGlob(pattern, parts)),
  );
}

/** A refusal by a rule, or by the want of one, as a rule of the decision. */
export function denial(
  about: string,
  rule: { readonly at: Position; readonly because: string } | undefined,
): MatchedRule {
  const because = rule?.because ?? 'no rule of the policy allows it';
  return { kind: 'deny', about, because, need: 'forbidden', ...(rule !== undefined && { at: rule.at }) };
}

/** The refusals of files of the configuration that a change may not write, by whatever name they are known. */
export function deniedFiles(
  policy: Policy,
  names: readonly string[],
  origin: Origin,
): readonly MatchedRule[] {
  return names.flatMap((name) => {
    const gate = pathGate(policy, name, 'configuration', origin);
    return gate?.verdict === 'allow' ? [] : [denial(`file ${name}`, gate)];
  });
}

/** What forbids, as it is said in findings: why, and where it is written. */
export function toldRule(rule: { readonly because: string; readonly at?: Position } | undefined): string {
  if (rule === undefined) return 'no rule of the policy allows it';
  return rule.at === undefined ? rule.because : `${rule.because} (policy: ${rule.at.file}:${rule.at.line})`;
}

export function gateFinding(code: FindingCode, message: string, fix: string, position?: Position): Finding {
  return { code, severity: 'error', message, ...(position && { position }), fix };
}

function applies(gate: { readonly origins?: readonly Origin[] }, origin: Origin): boolean {
  return gate.origins?.includes(origin) ?? true;
}

function speaksOf(gate: OptionGate, leaf: Leaf): boolean {
  const { patterns, values, verdict } = gate;
  if (matchesOption({ options: patterns, ...(values && { values }) }, leaf)) {
    // What is allowed for some values only is not allowed where the value is not known.
    return verdict === 'deny' || values === undefined || leaf.values !== 'any';
  }
  // Taking a whole set of options away touches all of them.
  const away = leaf.whole && leaf.values === 'any' && values === undefined;
  return verdict === 'deny' && away && patterns.some((pattern) => namesBelow(pattern, leaf.path));
}

/** The same option of a system within the system. */
function within(leaf: Leaf): readonly Leaf[] {
  return innerPaths(leaf.path)
    .slice(1)
    .map((path) => ({ ...leaf, path }));
}

function renamed(leaf: Leaf, touched: readonly TouchedOption[]): readonly Leaf[] {
  const name = joinOptionPath(leaf.path);
  const known = touched.find(({ path }) => joinOptionPath(path) === name);
  return (known?.names ?? []).map((path) => ({ ...leaf, path }));
}
