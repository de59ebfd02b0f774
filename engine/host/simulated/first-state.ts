import { ok } from '../../model/finding.ts';
import type { HostPlace, Limits } from '../../model/host/place.ts';
import type { Policy } from '../../model/policy.ts';
import type { SimulatedClock } from './clock.ts';
import type { EffectName, Failure } from './effects.ts';
import { evaluateText } from './evaluation.ts';
import type { SimulatedState } from './state.ts';

/** How a simulated host begins. */
export interface SimulationOptions {
  readonly policy: Policy;
  /** Files of the configuration directory, by path relative to it. */
  readonly configuration?: Readonly<Record<string, string>>;
  readonly place?: Partial<HostPlace>;
  readonly limits?: Partial<Limits>;
  readonly clock?: SimulatedClock;
  /** How many systems of before are kept for rollbacks. */
  readonly keep?: number;
  readonly fail?: Readonly<Partial<Record<EffectName, Failure>>>;
}

const PLACE: HostPlace = {
  root: '/',
  configuration: '/etc/nixos',
  style: 'channel',
  profile: '/nix/var/nix/profiles/system',
  system: '/run',
  state: '/var/lib/nixos-ai',
  systemctl: ['systemctl'],
  systemdRun: ['systemd-run'],
  nixPath: {},
  nixOptions: {},
};

const LIMITS: Limits = {
  evaluate: 600_000,
  build: 21_600_000,
  switch: 300_000,
  settle: 1_500,
  bookkeeping: 120_000,
  margin: 60_000,
  approval: 28_800_000,
  reboot: 604_800_000,
};

/** A host that runs what its configuration says. */
export function firstState(options: SimulationOptions, now: number): SimulatedState {
  const place = { ...PLACE, ...options.place };
  const files = Object.entries(options.configuration ?? { 'configuration.nix': '{ }\n' });
  const evaluated = evaluateText(
    { entries: ['configuration.nix'], files: new Map(files) },
    { options: [], packages: [] },
  );
  const running = evaluated.ok ? evaluated.value.outPath : '';
  return {
    place,
    limits: { ...LIMITS, ...options.limits },
    files: new Map(
      files.map(([path, text]) => [
        `${place.configuration}/${path}`,
        { bytes: Buffer.from(text), mode: 0o644, changed: now },
      ]),
    ),
    readOnly: new Set(),
    outside: new Set(),
    snapshots: new Map(),
    systems: new Map(),
    generations: new Map([[1, { path: running, made: now }]]),
    generation: 1,
    running,
    booted: running,
    boots: 1,
    entries: new Map([[running, { kind: 'there' }]]),
    next: running,
    shortage: undefined,
    units: new Map(),
    logs: new Map(),
    upAt: 0,
    manager: 'answers',
    timers: new Map(),
    launched: new Map(),
    leftovers: { lists: [], switchLock: undefined },
    derivations: new Map(),
    valid: new Set([running]),
    roots: new Map(),
    keep: options.keep ?? 10,
    trees: new Map(),
    known: new Map(),
    texts: new Map(),
    evaluate: evaluateText,
    repository: undefined,
    quarantine: [],
    policy: ok(options.policy),
    shipped: ok(options.policy),
    groups: new Map(),
    logins: new Map(),
    sshPorts: [22],
    sessionPort: undefined,
    http: new Map(),
    ports: new Map(),
    names: new Map(),
    certificates: new Map(),
    programs: new Map(),
  };
}
