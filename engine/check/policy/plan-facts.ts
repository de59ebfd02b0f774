import { joinOptionPath } from '../../model/options/option.ts';
import type { TouchedOption } from '../../model/options/touched.ts';
import type { Changes, PlanPreview, SemanticDiff } from '../../model/plan.ts';
import type { Door } from '../../model/principal.ts';
import type { Origin } from '../../model/runbook.ts';
import type { CelType } from '../../kinds/value-types.ts';
import { canonicalPath } from './leaves.ts';

/** What a condition may name, by dotted name: its CEL type and what it means. Lists are sorted. */
export const CONDITION_VARIABLES: Readonly<
  Record<string, { readonly type: CelType; readonly means: string }>
> = {
  'plan.options': { type: 'list<string>', means: 'options named by the edits, by each of their names' },
  'plan.inputs': { type: 'list<string>', means: 'inputs of the configuration that change' },
  'plan.files': {
    type: 'list<string>',
    means: 'configuration files that change, as relative paths',
  },
  'plan.units.added': { type: 'list<string>', means: 'new units' },
  'plan.units.removed': { type: 'list<string>', means: 'removed units' },
  'plan.units.restarted': {
    type: 'list<string>',
    means: 'changed units, which the switch restarts or reloads',
  },
  'plan.ports.tcp.opened': { type: 'list<int>', means: 'TCP ports the firewall opens' },
  'plan.ports.tcp.closed': { type: 'list<int>', means: 'TCP ports it closes' },
  'plan.ports.udp.opened': { type: 'list<int>', means: 'UDP ports it opens' },
  'plan.ports.udp.closed': { type: 'list<int>', means: 'UDP ports it closes' },
  'plan.firewall.disabled': { type: 'bool', means: 'the firewall is turned off' },
  'plan.firewall.enabled': { type: 'bool', means: 'the firewall is turned on' },
  'plan.users.added': { type: 'list<string>', means: 'new users' },
  'plan.users.removed': { type: 'list<string>', means: 'removed users' },
  'plan.users.changed': { type: 'list<string>', means: 'users whose groups change' },
  'plan.groups.added': { type: 'list<string>', means: 'new groups' },
  'plan.groups.removed': { type: 'list<string>', means: 'removed groups' },
  'plan.packages.added': { type: 'list<string>', means: 'names of added packages' },
  'plan.packages.removed': { type: 'list<string>', means: 'names of removed packages' },
  'plan.etc.added': { type: 'list<string>', means: 'new files under /etc' },
  'plan.etc.removed': { type: 'list<string>', means: 'removed files under /etc' },
  'plan.etc.changed': { type: 'list<string>', means: 'changed files under /etc' },
  'plan.kernelChanged': { type: 'bool', means: 'a different kernel boots next' },
  'plan.drift': { type: 'bool', means: 'earlier changes that were never applied become live too' },
  'plan.build': { type: 'int', means: 'derivations to build' },
  'plan.fetch': { type: 'int', means: 'store paths to download' },
  'plan.downloadBytes': { type: 'int', means: 'bytes to download' },
  'plan.warnings': { type: 'int', means: 'evaluation warnings' },
  'plan.risk': { type: 'string', means: 'the risk class from the rules, before any condition' },
  'request.by': { type: 'string', means: 'who makes the request' },
  'request.origin': { type: 'string', means: 'who wrote the runbook: library, user or generated' },
  'request.door': {
    type: 'string',
    means: 'how they came in: terminal, socket, timer, trigger or unrecorded',
  },
  'request.paths': { type: 'list<string>', means: 'values of parameters that are paths' },
  'request.runbook': { type: 'string', means: "the runbook's name" },
  'now.weekday': { type: 'int', means: 'day of the week on the host, 1 is Monday, 7 Sunday' },
  'now.hour': { type: 'int', means: 'hour of the day on the host, 0 to 23' },
};

/** What conditions are computed from. */
export interface ConditionFacts {
  /** Undefined for a runbook that changes no configuration: then nothing of it changes. */
  readonly plan?: Pick<
    PlanPreview,
    | 'edits'
    | 'inputs'
    | 'files'
    | 'semantic'
    | 'semanticUnknown'
    | 'drift'
    | 'earlier'
    | 'built'
    | 'build'
    | 'warnings'
  >;
  /** What the host's options say of what the edits touch: the other names of options. */
  readonly touched?: readonly TouchedOption[];
  readonly request: {
    readonly by: string;
    readonly door?: Door;
    readonly paths?: readonly string[];
    readonly origin: Origin;
    readonly runbook: string;
  };
  readonly now: { readonly weekday: number; readonly hour: number };
}

const NOTHING: SemanticDiff = {
  options: [],
  packages: { added: [], removed: [] },
  units: { added: [], removed: [], changed: [] },
  tcpPorts: { added: [], removed: [], changed: [] },
  udpPorts: { added: [], removed: [], changed: [] },
  users: { added: [], removed: [], changed: [] },
  groups: { added: [], removed: [], changed: [] },
  etc: { added: [], removed: [], changed: [] },
};

/**
 * The values of {@link CONDITION_VARIABLES}, as plain data. What a switch also applies, being older than the change,
 * counts as part of it. What could not be found out is left out, so that a condition that needs it cannot be computed.
 */
export function conditionValues(facts: ConditionFacts, risk: string): Readonly<Record<string, unknown>> {
  const { plan, request, now } = facts;
  const { downloadBytes, build = [], fetch = [] } = plan?.build ?? {};
  const { drift, earlier } = plan ?? {};
  const known = plan?.semanticUnknown !== true && drift?.known !== false;
  const bytes = fetch.length === 0 ? 0 : downloadBytes;
  return {
    plan: {
      ...namedIn(facts),
      files: [...new Set([...(plan?.files ?? []).map((file) => file.path), ...(earlier?.files ?? [])])],
      ...(known ? meaning([plan?.semantic ?? NOTHING, drift?.semantic ?? NOTHING]) : {}),
      // Who applies what lies there asks for that itself.
      drift: drift !== undefined || (earlier !== undefined && (plan?.edits ?? []).length > 0),
      build: build.length,
      fetch: fetch.length,
      ...(bytes === undefined ? {} : { downloadBytes: bytes }),
      warnings: plan?.warnings.length ?? 0,
      risk,
    },
    request: { ...request, door: request.door ?? 'unrecorded', paths: request.paths ?? [] },
    now,
  };
}

/** The options and inputs that change, those that were edited before among them; left out where that is not known. */
function namedIn({ plan, touched = [] }: ConditionFacts): Readonly<Record<string, readonly string[]>> {
  const { edits = [], inputs = [], earlier } = plan ?? {};
  const options = namesOf([...edits, ...(earlier?.edits ?? [])], [...touched, ...(earlier?.touched ?? [])]);
  const known = earlier === undefined || earlier.unknown.length === 0;
  return {
    ...(known ? { options } : {}),
    // Which of the inputs are others is written in the lock file alone.
    ...(earlier?.inputs === true ? {} : { inputs: inputs.map(({ name }) => name) }),
  };
}

/** The options that edits name, as written and by their other names. */
function namesOf(edits: PlanPreview['edits'], touched: readonly TouchedOption[]): readonly string[] {
  const others = new Map(touched.map(({ path, names }) => [joinOptionPath(path), names.map(joinOptionPath)]));
  const written = edits.flatMap(({ path }) => [path, canonicalPath(path)].map(joinOptionPath));
  return [...new Set([...written, ...written.flatMap((name) => others.get(name) ?? [])])];
}

function meaning(diffs: readonly SemanticDiff[]): Readonly<Record<string, unknown>> {
  const of = (list: (diff: SemanticDiff) => readonly string[]): string[] =>
    [...new Set(diffs.flatMap(list))].sort();
  const changes = (which: 'units' | 'users' | 'groups' | 'etc', member: keyof Changes): string[] =>
    of((diff) => diff[which][member]);
  const ports = (which: 'tcpPorts' | 'udpPorts') => ({
    opened: of((diff) => diff[which].added).map(Number),
    closed: of((diff) => diff[which].removed).map(Number),
  });
  const three = (which: 'users' | 'groups' | 'etc') => ({
    added: changes(which, 'added'),
    removed: changes(which, 'removed'),
    changed: changes(which, 'changed'),
  });
  return {
    units: {
      added: changes('units', 'added'),
      removed: changes('units', 'removed'),
      restarted: changes('units', 'changed'),
    },
    ports: { tcp: ports('tcpPorts'), udp: ports('udpPorts') },
    users: three('users'),
    groups: three('groups'),
    etc: three('etc'),
    packages: {
      added: of((diff) => diff.packages.added.map(({ name }) => name)),
      removed: of((diff) => diff.packages.removed.map(({ name }) => name)),
    },
    kernelChanged: diffs.some((diff) => diff.kernel !== undefined),
    firewall: {
      disabled: diffs.some((diff) => diff.firewall?.after === false),
      enabled: diffs.some((diff) => diff.firewall?.after === true),
    },
  };
}
