import { failed, ok, type Position, type Result } from '../model/finding.ts';
import { splitOptionPath } from '../model/options/option.ts';
import {
  ORIGINS,
  RISK_ORDER,
  type Autonomy,
  type AutonomyTable,
  type Glob,
  type PlacedAutonomy,
  type Policy,
  type RiskRule,
  type Scalar,
} from '../model/policy.ts';
import type { Origin } from '../model/runbook.ts';
import {
  readPolicyDocument,
  type PolicyDocument,
  type WrittenAutonomy,
  type WrittenGate,
  type WrittenRisk,
} from './policy-document.ts';

/** What the host settings say of a class, over whatever the policy says: `policy: { package: automatic }`. */
export type AutonomyOverlay = Readonly<Partial<Record<keyof AutonomyTable, PlacedAutonomy>>>;

/** What a class needs where nothing is written. */
export const DEFAULT_AUTONOMY: Autonomy = 'confirm';

/**
 * The text of a policy → a policy. `shipped` is what `extends: default` means.
 *
 * Findings: POL010 too large, POL011 not plain YAML, POL012 not as schemas/policy.schema.json says.
 *
 * @example
 * parsePolicy('policy: 1\nextends: default\nautonomy: { package: automatic }\n', 'policy.yaml', shipped)
 */
export function parsePolicy(text: string, file: string, shipped: Policy | undefined): Result<Policy> {
  const read = readPolicyDocument(text, file);
  if (!read.ok) return read;
  const repeated = repeatedIds(read.value);
  if (repeated.length > 0) return failed(...repeated);
  const own = buildPolicy(read.value, file, read.value.written.extends === undefined ? undefined : shipped);
  return ok(own);
}

/** A policy with what the host settings say of its classes. */
export function overlayAutonomy(policy: Policy, overlay: AutonomyOverlay): Policy {
  const entries = RISK_ORDER.map((name) => {
    const placed = overlay[name];
    return [name, placed === undefined ? policy.autonomy[name] : forAll(() => placed)] as const;
  });
  return { ...policy, autonomy: Object.fromEntries(entries) as unknown as AutonomyTable };
}

function buildPolicy(document: PolicyDocument, file: string, base: Policy | undefined): Policy {
  const { written, place } = document;
  const conditions = (written.conditions ?? []).map((condition, index) => ({
    ...condition,
    at: place(`/conditions/${index}`),
    whenAt: place(`/conditions/${index}/when`),
  }));
  const replaced = new Set(conditions.map(({ id }) => id));
  const gates = <T>(name: string, rules: readonly WrittenGate<T>[] | undefined, glob: (pattern: T) => Glob) =>
    (rules ?? []).map((rule, index) => buildGate(rule, glob, place(`/${name}/${index}`)));
  const { approvers } = written;
  return {
    file,
    risk: [
      ...(written.risk ?? []).map((rule, index) => buildRisk(rule, place(`/risk/${index}`))),
      ...(base?.risk ?? []),
    ],
    autonomy: buildAutonomy(document, base),
    options: [
      ...gates('options', written.options, splitOptionPath).map((gate, index) => ({
        ...gate,
        ...valuesOf(written.options?.[index]?.value),
      })),
      ...(base?.options ?? []),
    ],
    commands: [...gates('commands', written.commands, (words) => words), ...(base?.commands ?? [])],
    paths: [
      ...gates('paths', written.paths, splitFilePath).map((gate, index) => {
        const use = written.paths?.[index]?.use;
        return { ...gate, ...(use === undefined ? {} : { uses: use }) };
      }),
      ...(base?.paths ?? []),
    ],
    conditions: [...conditions, ...(base?.conditions ?? []).filter(({ id }) => !replaced.has(id))],
    approvers:
      approvers === undefined
        ? (base?.approvers ?? { users: [], groups: [] })
        : { users: approvers.users ?? [], groups: approvers.groups ?? [] },
  };
}

/** `/etc/nixos/a.nix` → `['', 'etc', 'nixos', 'a.nix']`: absolute and relative paths never match each other. */
export function splitFilePath(path: string): Glob {
  return path.split('/').filter((part, index) => part !== '' || index === 0);
}

function buildRisk(rule: WrittenRisk, at: Position): RiskRule {
  const common = { class: rule.class, because: rule.because, at };
  if (rule.effect !== undefined) return { kind: 'effect', effect: rule.effect, ...common };
  return {
    kind: 'options',
    options: (rule.options ?? []).map(splitOptionPath),
    ...valuesOf(rule.value),
    ...(rule.shape === undefined
      ? {}
      : { shapes: typeof rule.shape === 'string' ? [rule.shape] : rule.shape }),
    ...common,
  };
}

function buildGate<T>(rule: WrittenGate<T>, glob: (written: T) => Glob, at: Position) {
  const { allow, deny, origins, because } = rule;
  return {
    verdict: allow === undefined ? ('deny' as const) : ('allow' as const),
    patterns: (allow ?? deny ?? []).map(glob),
    ...(origins === undefined ? {} : { origins }),
    because,
    at,
  };
}

function valuesOf(value: Scalar | readonly Scalar[] | undefined): { readonly values?: readonly Scalar[] } {
  if (value === undefined) return {};
  return { values: typeof value === 'object' && value !== null ? value : [value] };
}

function buildAutonomy({ written, place }: PolicyDocument, base: Policy | undefined): AutonomyTable {
  const table = written.autonomy ?? {};
  const entries = RISK_ORDER.map((name) => {
    const said: WrittenAutonomy | undefined = table[name];
    const row = forAll((origin) => {
      const need = typeof said === 'string' ? said : said?.[origin];
      const pointer = typeof said === 'string' ? `/autonomy/${name}` : `/autonomy/${name}/${origin}`;
      if (need !== undefined) return { need, at: place(pointer) };
      return base?.autonomy[name][origin] ?? { need: DEFAULT_AUTONOMY, at: place('') };
    });
    return [name, row] as const;
  });
  // RISK_ORDER has every class.
  return Object.fromEntries(entries) as unknown as AutonomyTable;
}

function forAll(make: (origin: Origin) => PlacedAutonomy): Record<Origin, PlacedAutonomy> {
  // ORIGINS has every origin.
  return Object.fromEntries(ORIGINS.map((origin) => [origin, make(origin)])) as unknown as Record<
    Origin,
    PlacedAutonomy
  >;
}

function repeatedIds({ written, place }: PolicyDocument) {
  const ids = (written.conditions ?? []).map(({ id }) => id);
  return ids.flatMap((id, index) =>
    ids.indexOf(id) === index
      ? []
      : [
          {
            code: 'POL012' as const,
            severity: 'error' as const,
            message: `policy: two conditions have the id '${id}'`,
            position: place(`/conditions/${index}`),
            fix: 'give it another id',
          },
        ],
  );
}
