import type { FindingCode } from '../../model/finding-codes.ts';
import type { Finding, Position } from '../../model/finding.ts';
import { splitOptionPath } from '../../model/options/option.ts';
import type { OptionIndex } from '../../model/options/option-index.ts';
import { ORIGINS, type Glob, type Policy, type Scalar } from '../../model/policy.ts';
import { coversGlob, matchesGlob, namesBelow } from './glob.ts';
import { joinGlob } from './summary.ts';

/** A rule of a list where the first that matches decides, as far as it says what it matches. */
interface Ordered {
  readonly at: Position;
  readonly patterns: readonly Glob[];
  /** Further demands; a rule that makes one hides only rules that make the same. */
  readonly values?: readonly Scalar[];
  readonly shapes?: readonly string[];
  readonly origins?: readonly string[];
  readonly uses?: readonly string[];
}

/**
 * What is odd in the rules that a file itself has: POL014 a rule that an earlier one hides, and, where the options of a
 * host are given, POL015 a pattern that none of them matches. Warnings: such a policy is in force as it is.
 */
export function lintPolicy(policy: Policy, index?: OptionIndex): readonly Finding[] {
  const own = <T extends { readonly at: Position }>(rules: readonly T[]): readonly T[] =>
    rules.filter(({ at }) => at.file === policy.file);
  const risk = own(policy.risk).map((rule): Ordered =>
    rule.kind === 'options'
      ? { ...rule, patterns: rule.options }
      : { ...rule, patterns: [[`\0${rule.effect}`]] },
  );
  const options = own(policy.options);
  const lists: readonly (readonly Ordered[])[] = [risk, options, own(policy.commands), own(policy.paths)];
  return [
    ...lists.flatMap(hidden),
    ...(index === undefined ? [] : unmatched([...risk, ...options], index)),
  ].toSorted((left, right) => (left.position?.line ?? 0) - (right.position?.line ?? 0));
}

function hidden(rules: readonly Ordered[]): readonly Finding[] {
  return rules.flatMap((rule, index) => {
    const earlier = rules.slice(0, index).filter((other) => demandsNoMore(other, rule));
    const hiders = rule.patterns.map((glob) =>
      earlier.find((other) => other.patterns.some((wide) => coversGlob(wide, glob))),
    );
    const [first] = hiders;
    if (first === undefined || hiders.includes(undefined)) return [];
    return [
      warning(
        'POL014',
        `this rule has no effect: the rule on line ${first.at.line} already matches everything it matches`,
        'move it before that rule, or remove it',
        rule.at,
      ),
    ];
  });
}

/** Whether a rule applies wherever another does, as far as its further demands go. */
function demandsNoMore(wide: Ordered, narrow: Ordered): boolean {
  return (
    within(narrow.values, wide.values) &&
    within(narrow.shapes, wide.shapes) &&
    within(narrow.origins ?? ORIGINS, wide.origins) &&
    within(narrow.uses ?? ['file', 'socket', 'configuration'], wide.uses)
  );
}

function within<T>(narrow: readonly T[] | undefined, wide: readonly T[] | undefined): boolean {
  if (wide === undefined) return true;
  return narrow?.every((one) => wide.includes(one)) ?? false;
}

function unmatched(rules: readonly Ordered[], index: OptionIndex): readonly Finding[] {
  // What stands for any name may be the name that is meant.
  const names = index.options.map(({ name }) =>
    splitOptionPath(name).map((part) => (part === '<name>' || part === '*' ? undefined : part)),
  );
  const speaksOfSome = (glob: Glob): boolean =>
    names.some((parts) => matchesGlob(glob, parts) || namesBelow(glob, parts));
  return rules.flatMap((rule) =>
    rule.patterns
      .filter((glob) => !(glob[0] ?? '').startsWith('\0') && !speaksOfSome(glob))
      .map((glob) =>
        warning(
          'POL015',
          `'${joinGlob(glob)}' matches no option of this host`,
          nearest(glob, index),
          rule.at,
        ),
      ),
  );
}

function nearest(glob: Glob, index: OptionIndex): string {
  const [near] = index.nearest(
    glob.filter((part) => !part.includes('*')),
    1,
  );
  return near === undefined
    ? 'look for the option with `nixos-ai options search`'
    : `did you mean '${near}'?`;
}

function warning(code: FindingCode, message: string, fix: string, position: Position): Finding {
  return { code, severity: 'warning', message: `policy: ${message}`, position, fix };
}
