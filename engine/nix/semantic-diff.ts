import { compareEffects, rootFilesIn, type BuiltParts, type EffectChange } from '../model/built-effect.ts';
import type { Changes, SemanticDiff } from '../model/plan.ts';
import type { PackageFact, SystemFacts } from '../model/system.ts';

/**
 * What changes in meaning between two evaluations of one host, from facts alone.
 *
 * @example
 * buildSemanticDiff(before, after).units.added   // ['docker.service']
 */
export function buildSemanticDiff(before: SystemFacts, after: SystemFacts): SemanticDiff {
  const effect = changedEffect(before, after);
  return {
    options: changedOptions(before, after),
    packages: {
      added: packagesOnlyIn(after.packages, before.packages),
      removed: packagesOnlyIn(before.packages, after.packages),
    },
    units: compareMaps(enabled(before.units), enabled(after.units)),
    tcpPorts: compareLists(before.ports.tcp, after.ports.tcp),
    udpPorts: compareLists(before.ports.udp, after.ports.udp),
    users: compareMaps(groupsOf(before), groupsOf(after)),
    groups: compareLists(before.groups, after.groups),
    etc: compareMaps(before.etc, after.etc),
    ...(before.kernel === after.kernel ? {} : { kernel: { before: before.kernel, after: after.kernel } }),
    ...(before.ports.firewall === after.ports.firewall
      ? {}
      : { firewall: { before: before.ports.firewall, after: after.ports.firewall } }),
    ...(effect.length === 0 ? {} : { effect }),
  };
}

/**
 * What differs, in a line: units, packages, ports, accounts and files of /etc by their names.
 *
 * @example
 * summarize(diff) // 'units docker.service; packages docker'
 */
export function summarize(diff: SemanticDiff): string {
  const names = (what: string, found: readonly string[]): readonly string[] =>
    found.length === 0 ? [] : [`${what} ${found.slice(0, 10).join(', ')}`];
  const all = ({ added, removed, changed }: Changes): readonly string[] => [...added, ...removed, ...changed];
  return [
    ...names('units', all(diff.units)),
    ...names(
      'packages',
      [...diff.packages.added, ...diff.packages.removed].map(({ name }) => name),
    ),
    ...names('TCP ports', [...diff.tcpPorts.added, ...diff.tcpPorts.removed].map(String)),
    ...names('accounts', all(diff.users)),
    ...names('files of /etc', all(diff.etc)),
  ].join('; ');
}

/** Nothing where one of the two was evaluated by an engine that did not ask. */
function changedEffect(before: SystemFacts, after: SystemFacts): readonly EffectChange[] {
  const of = ({ effect, etc }: SystemFacts): BuiltParts => ({ ...effect, ...rootFilesIn(etc) });
  return before.effect === undefined || after.effect === undefined
    ? []
    : compareEffects(of(before), of(after));
}

function changedOptions(before: SystemFacts, after: SystemFacts): SemanticDiff['options'] {
  // Only what both were asked for can be compared.
  return Object.keys(after.options)
    .filter((key) => key in before.options)
    .sort()
    .map((key) => ({
      name: optionName(key),
      before: before.options[key]?.value ?? null,
      after: after.options[key]?.value ?? null,
    }))
    .filter((option) => JSON.stringify(option.before) !== JSON.stringify(option.after));
}

/** Keys are JSON arrays of components, so that a dot inside a component is not mistaken for a separator. */
function optionName(key: string): string {
  const parts: unknown = JSON.parse(key);
  return Array.isArray(parts) ? parts.join('.') : key;
}

function packagesOnlyIn(left: readonly PackageFact[], right: readonly PackageFact[]): PackageFact[] {
  const known = new Set(right.map((item) => `${item.name} ${item.version}`));
  const seen = new Set<string>();
  return left
    .filter((item) => {
      const key = `${item.name} ${item.version}`;
      if (known.has(key) || seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}

function enabled(units: SystemFacts['units']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(units).flatMap(([name, hash]) => (hash === null ? [] : [[name, hash]])),
  );
}

function groupsOf(facts: SystemFacts): Record<string, string> {
  return Object.fromEntries(
    Object.entries(facts.users).map(([name, groups]) => [name, [...groups].sort().join(',')]),
  );
}

function compareMaps(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): Changes {
  return {
    added: Object.keys(after)
      .filter((key) => !(key in before))
      .sort(),
    removed: Object.keys(before)
      .filter((key) => !(key in after))
      .sort(),
    changed: Object.keys(after)
      .filter((key) => key in before && before[key] !== after[key])
      .sort(),
  };
}

function compareLists(before: readonly (string | number)[], after: readonly (string | number)[]): Changes {
  const left = new Set(before.map(String));
  const right = new Set(after.map(String));
  const order = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });
  return {
    added: [...right].filter((item) => !left.has(item)).sort(order),
    removed: [...left].filter((item) => !right.has(item)).sort(order),
    changed: [],
  };
}
