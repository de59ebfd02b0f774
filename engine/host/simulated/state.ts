import type { BuiltParts } from '../../model/built-effect.ts';
import type { Result } from '../../model/finding.ts';
import type { Leftovers } from '../../model/host/activation.ts';
import type { BootEntry, BootParts, BootShortage } from '../../model/host/boot.ts';
import type { ConfigFiles } from '../../model/host/configuration.ts';
import type { EvaluatedFacts, FactsQuery } from '../../model/host/evaluate.ts';
import type { LoginFacts } from '../../model/host/logins.ts';
import type { CertificateFacts, HttpAnswer } from '../../model/host/network.ts';
import type { HostPlace, Limits } from '../../model/host/place.ts';
import type { Quarantined } from '../../model/host/quarantine.ts';
import type { RepositoryState } from '../../model/host/repository.ts';
import type { Timer } from '../../model/host/timers.ts';
import type { UnitState } from '../../model/host/units.ts';
import type { Command, CommandResult } from '../../model/command.ts';
import type { Policy } from '../../model/policy.ts';

/** A file in memory. `changed` is milliseconds of the host's clock. */
export interface SimulatedFile {
  readonly bytes: Uint8Array;
  readonly mode: number;
  readonly changed: number;
}

/** How a unit is from some time after its start on: `{ after: 0, active: 'activating' }`, then what it comes to. */
export interface UnitMoment extends Partial<Omit<UnitState, 'unit'>> {
  readonly after: number;
}

/** What a system does when it is made live. */
export interface SimulatedSystem {
  /** Its units and how they go; those of the system before that it lacks are gone. */
  readonly units?: Readonly<Record<string, readonly UnitMoment[]>>;
  /** What is done as root in it. */
  readonly effect?: BuiltParts;
  /** What only a boot makes live; the same everywhere where absent. */
  readonly parts?: Partial<BootParts>;
  /** Milliseconds that its activation takes. */
  readonly takes?: number;
  /** What its switch ends with although it is made live. */
  readonly exitCode?: number;
}

/** Everything of a simulated host that changes. */
export interface SimulatedState {
  readonly place: HostPlace;
  readonly limits: Limits;
  readonly files: Map<string, SimulatedFile>;
  /** Paths that cannot be replaced, and those that lead out of the configuration directory. */
  readonly readOnly: Set<string>;
  readonly outside: Set<string>;
  readonly snapshots: Map<string, ReadonlyMap<string, string>>;
  readonly systems: Map<string, SimulatedSystem>;
  readonly generations: Map<number, { readonly path: string; readonly made: number }>;
  generation: number;
  running: string;
  booted: string;
  boots: number;
  /** Systems with a boot entry, and which of them boots next. */
  readonly entries: Map<string, BootEntry>;
  next: string;
  shortage: BootShortage | undefined;
  readonly units: Map<string, { readonly since: number; readonly moments: readonly UnitMoment[] }>;
  /** When the host has booted, milliseconds. */
  upAt: number;
  /** What units wrote to their log, by unit. */
  readonly logs: Map<string, readonly string[]>;
  /** Undefined where no service manager answers. */
  manager: 'answers' | undefined;
  readonly timers: Map<string, Timer & { readonly due: number }>;
  readonly launched: Map<string, { readonly exitCode: number; readonly output: string }>;
  leftovers: Leftovers;
  /** Derivation → output path. */
  readonly derivations: Map<string, string>;
  readonly valid: Set<string>;
  readonly roots: Map<string, string>;
  /** How many roots of runs are kept. */
  readonly keep: number;
  readonly trees: Map<string, EvaluatedFacts>;
  readonly known: Map<string, EvaluatedFacts>;
  /** The commit whose text a system was evaluated from. */
  readonly texts: Map<string, string>;
  evaluate: (files: ConfigFiles, query: FactsQuery) => Result<EvaluatedFacts>;
  repository:
    (RepositoryState & { readonly commits: Map<string, ReadonlyMap<string, string | null>> }) | undefined;
  quarantine: readonly Quarantined[];
  policy: Result<Policy>;
  shipped: Result<Policy>;
  readonly groups: Map<string, readonly string[]>;
  readonly logins: Map<string, LoginFacts>;
  sshPorts: readonly number[];
  sessionPort: number | undefined;
  /** What servers say: by URL, by `address:port`, certificates by `address:port` or path. */
  readonly http: Map<string, HttpAnswer>;
  readonly ports: Map<string, string>;
  /** Addresses by name, and by `name@server`. */
  readonly names: Map<string, readonly string[]>;
  readonly certificates: Map<string, CertificateFacts>;
  /** What the author's commands do, by program. */
  readonly programs: Map<string, (command: Command) => Partial<CommandResult>>;
}
