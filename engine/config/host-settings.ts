import type { HostPlace, Limits, Style } from '../model/host/place.ts';
import type { FindingCode } from '../model/finding-codes.ts';
import type { Finding, Position, Result } from '../model/finding.ts';
import { failed, ok } from '../model/finding.ts';
import { misfitInWords, placeInWords, readMisfit } from './misfit.ts';
import { ownValidator } from './own-schema.ts';
import type { Autonomy, RiskClass } from '../model/policy.ts';
import { placeAt, placeOf } from './place.ts';
import { readYaml } from './read-yaml.ts';
import type { AutonomyOverlay } from './policy.ts';
import {
  OFFLINE,
  PLANNER_DEFAULTS,
  resolvePlanner,
  resolveProvider,
  type PlannerSettings,
  type ProviderSettings,
  type WrittenPlanner,
  type WrittenProvider,
} from './providers.ts';

/** A file of the host's own; one that is `named` has to be there. */
export interface OwnFile {
  readonly path: string;
  readonly named: boolean;
}

/** What the settings say of policy. */
export interface PolicyPlace {
  /** What classes need, over what the policy says. */
  readonly overlay: AutonomyOverlay;
  readonly file: OwnFile;
}

/** Where it is written what the service does. */
export interface ServicePlace {
  readonly file: OwnFile;
}

/**
 * Settings of one host, resolved: every member has a value. Each part is for other readers; who needs one takes that and
 * no other.
 */
export interface HostSettings {
  /** The file they came from; undefined when all are defaults. */
  readonly file?: string;
  readonly place: HostPlace;
  readonly limits: Limits;
  /** How many runs can be taken back whatever is collected as garbage: their systems of before are kept. */
  readonly keep: number;
  readonly policy: PolicyPlace;
  readonly service: ServicePlace;
  /** In the order written. */
  readonly providers: readonly ProviderSettings[];
  readonly planner: PlannerSettings;
}

/** The defaults of a NixOS host. `style` has none: it is read off the configuration directory. */
export const NIXOS_DEFAULTS = {
  place: {
    root: '/',
    configuration: '/etc/nixos',
    profile: '/nix/var/nix/profiles/system',
    system: '/run',
    state: '/var/lib/nixos-ai',
    systemctl: ['systemctl'],
    systemdRun: ['systemd-run'],
    nixPath: {},
    nixOptions: {},
  },
  // An evaluation of NixOS takes seconds, a kernel build hours; a hung activation must not hold the host for ever.
  // Minutes of hashing or git mean that a disk is stuck. The margin is what the dead-man timer waits beyond the longest
  // path of a trial: clocks differ, and a machine may be slow.
  limits: {
    evaluate: 600_000,
    build: 21_600_000,
    switch: 300_000,
    settle: 1_500,
    bookkeeping: 120_000,
    margin: 60_000,
    // What was approved in the morning may not be what is meant the day after.
    approval: 28_800_000,
    // A week: who has not rebooted by then has forgotten that a change waits for it.
    reboot: 604_800_000,
  },
  // Each keeps a system and what only it needs, often a few gigabytes in all.
  keep: 10,
  policy: { overlay: {}, file: { path: '/etc/nixos-ai/policy.yaml', named: false } },
  service: { file: { path: '/etc/nixos-ai/service.yaml', named: false } },
  providers: [],
  planner: PLANNER_DEFAULTS,
} as const satisfies Omit<HostSettings, 'place' | 'file'> & {
  readonly place: Omit<HostPlace, 'style' | 'attribute' | 'entries'>;
};

interface WrittenSettings {
  readonly host?: {
    readonly root?: string;
    readonly configuration?: string;
    readonly style?: Style;
    readonly attribute?: string;
    readonly entries?: readonly string[];
    readonly profile?: string;
    readonly system?: string;
    readonly state?: string;
    readonly systemctl?: readonly [string, ...string[]];
    readonly 'systemd-run'?: readonly [string, ...string[]];
  };
  readonly nix?: {
    readonly path?: Readonly<Record<string, string>>;
    readonly options?: Readonly<Record<string, string>>;
  };
  readonly limits?: {
    readonly evaluate?: number;
    readonly build?: number;
    readonly switch?: number;
    readonly settle?: number;
    readonly bookkeeping?: number;
    readonly margin?: number;
    readonly approval?: number;
    readonly reboot?: number;
  };
  readonly keep?: number;
  readonly policy?: Partial<Record<RiskClass, Autonomy>>;
  readonly 'policy-file'?: string;
  readonly 'service-file'?: string;
  readonly providers?: Readonly<Record<string, WrittenProvider>>;
  readonly planner?: WrittenPlanner;
}

/**
 * The text of a settings file → settings. `detected` is the style read off the configuration directory, used where the
 * file does not say.
 *
 * Findings: CFG001 not YAML, CFG002 a value that is not allowed, CFG003 a planner that is not configured.
 */
export function parseHostSettings(text: string, file: string, detected: Style): Result<HostSettings> {
  const read = readYaml(text);
  if (read === undefined)
    return failed(finding('CFG001', 'it is nested too deeply', file, { file, line: 1, column: 1 }));
  const { document, lines, problem } = read;
  if (problem !== undefined)
    return failed(finding('CFG001', problem.message, file, placeOf(lines, problem.offset, file)));
  const written: unknown = document.toJS() ?? {};
  const validate = ownValidator<WrittenSettings>('host');
  if (!validate(written)) {
    const errors = validate.errors ?? [];
    return failed(
      ...errors.map(readMisfit).map((misfit) => {
        const said = `${placeInWords(misfit, 'the document')} ${misfitInWords(misfit)}`;
        return finding('CFG002', said, file, placeAt(document, lines, misfit.pointer, file));
      }),
    );
  }
  const settings = resolveSettings(written, file, detected, (pointer) =>
    placeAt(document, lines, pointer, file),
  );
  const unknown = unknownPlanners(settings);
  if (unknown.length === 0) return ok(settings);
  const known = [OFFLINE, ...settings.providers.map(({ name }) => name)].join(', ');
  const message = `planner.order names ${unknown.join(', ')}; configured are ${known}`;
  return failed(finding('CFG003', message, file, placeAt(document, lines, '/planner/order', file)));
}

function unknownPlanners({ planner, providers }: HostSettings): readonly string[] {
  return planner.order.filter(
    (name) => name !== OFFLINE && !providers.some((provider) => provider.name === name),
  );
}

/** The settings of a NixOS host that has no settings file. */
export function defaultHostSettings(detected: Style): HostSettings {
  return { ...NIXOS_DEFAULTS, place: { ...NIXOS_DEFAULTS.place, style: detected } };
}

function resolveSettings(
  written: WrittenSettings,
  file: string,
  detected: Style,
  place: (pointer: string) => Position,
): HostSettings {
  const { host = {}, nix = {}, limits = {}, policy = {}, providers = {}, planner = {} } = written;
  const seconds = Object.fromEntries(Object.entries(limits).map(([name, value]) => [name, value * 1000]));
  return {
    file,
    place: resolvePlace(host, nix, detected),
    limits: { ...NIXOS_DEFAULTS.limits, ...seconds },
    keep: written.keep ?? NIXOS_DEFAULTS.keep,
    policy: {
      overlay: Object.fromEntries(
        Object.entries(policy).map(([name, need]) => [name, { need, at: place(`/policy/${name}`) }]),
      ),
      file: ownFile(written['policy-file'], NIXOS_DEFAULTS.policy.file.path, host.root),
    },
    service: { file: ownFile(written['service-file'], NIXOS_DEFAULTS.service.file.path, host.root) },
    providers: Object.entries(providers).map(([name, provider]) => resolveProvider(name, provider)),
    planner: resolvePlanner(planner),
  };
}

function resolvePlace(
  host: NonNullable<WrittenSettings['host']>,
  nix: NonNullable<WrittenSettings['nix']>,
  detected: Style,
): HostPlace {
  const { place } = NIXOS_DEFAULTS;
  return {
    root: host.root ?? place.root,
    configuration: host.configuration ?? place.configuration,
    style: host.style ?? detected,
    ...(host.attribute === undefined ? {} : { attribute: host.attribute }),
    ...(host.entries === undefined ? {} : { entries: host.entries }),
    profile: host.profile ?? place.profile,
    system: host.system ?? place.system,
    state: host.state ?? place.state,
    systemctl: host.systemctl ?? place.systemctl,
    systemdRun: host['systemd-run'] ?? place.systemdRun,
    nixPath: nix.path ?? place.nixPath,
    nixOptions: nix.options ?? place.nixOptions,
  };
}

function ownFile(
  named: string | undefined,
  usual: string,
  root: string = NIXOS_DEFAULTS.place.root,
): OwnFile {
  if (named !== undefined) return { path: named, named: true };
  return { path: `${root.replace(/\/$/u, '')}${usual}`, named: false };
}

function finding(code: FindingCode, message: string, file: string, position: Position): Finding {
  return {
    code,
    severity: 'error',
    message: `host settings: ${message}`,
    position,
    fix: `correct ${file} (see schemas/host.schema.json)`,
  };
}
