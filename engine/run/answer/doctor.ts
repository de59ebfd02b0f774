import { examineHost, type Examined } from '../../check/doctor/examine.ts';
import type {
  DiagnosedHost,
  JournalFacts,
  ReadFacts,
  FactReading,
  StateFacts,
} from '../../check/doctor/facts.ts';
import type { HostSettings } from '../../config/host-settings.ts';
import type { Exec } from '../../model/host/exec.ts';
import { readConfigurationFacts } from '../../host/health/configuration.ts';
import { look, type FactReader } from '../../host/health/look.ts';
import { readRepository } from '../../host/health/repository.ts';
import { readBoot, readSpace } from '../../host/health/space.ts';
import { readCatalogue, readSnapshots, readState } from '../../host/health/state.ts';
import { readFeatures, readLookups, readStore } from '../../host/health/store.ts';
import { readGit, readNamespaces, readNix, readNodeVersion } from '../../host/health/tools.ts';
import { readDeadMen, readLeftovers, readUnits } from '../../host/health/units.ts';
import { readPolicy } from '../../host/policy-file.ts';
import { readSystems } from '../../host/system/system.ts';
import { readJournalHealth } from '../../journal/health.ts';
import { readHolder } from '../../journal/lock.ts';
import type { Environment } from '../../llm/credentials.ts';
import { readProviderStatus } from '../../llm/status.ts';
import type { Redact } from '../../redact/redact-data.ts';
import { hostRedact } from '../host-redactor.ts';

/** What a diagnosis needs from outside. */
export interface Patient {
  readonly settings: HostSettings;
  readonly exec: Exec;
  readonly environment: Environment;
  readonly now: Date;
  /** Milliseconds for each fact; {@link PATIENCE} where absent. */
  readonly limit?: number;
}

export interface HostDiagnosis {
  readonly checks: readonly Examined[];
  /** Whether some fact hangs: file operations may be left behind that keep this program from ending. */
  readonly hangs: boolean;
  /** Takes out the secrets of the host's configuration; undefined where it hangs. */
  readonly redact: Redact | undefined;
}

/** A disk that spins up and a loaded machine answer within this time; what does not would hold a run up too. */
export const PATIENCE = 15_000;

/**
 * What is wrong with a host, each thing with what to do about it. Every fact is read at the same time and within a limit
 * of its own; nothing is changed, not even in the state directory.
 *
 * @example
 * (await diagnose({ settings, exec, environment: process.env, now })).checks
 * // [{ name: 'node', state: 'ok', seen: 'Node 24.1.0', findings: [] }, …]
 */
export async function diagnose(patient: Patient): Promise<HostDiagnosis> {
  const { settings, exec, limit = PATIENCE } = patient;
  const [read, redact] = await Promise.all([
    readFacts(patient, limit),
    look(exec, settings.place, limit, async () => hostRedact(settings.place)),
  ]);
  const hangs = [redact, ...Object.values(read)].some(({ kind }) => kind === 'late');
  const checks = examineHost({ host: hostFacts(patient), read });
  return { checks, hangs, redact: redact.kind === 'read' ? redact.value : undefined };
}

async function readFacts(patient: Patient, limit: number): Promise<ReadFacts> {
  const { settings, exec } = patient;
  const see = async <T>(read: (with_: FactReader) => Promise<T>): Promise<FactReading<T>> =>
    look(exec, settings.place, limit, read);
  const state = see(async (with_) => withRun(await readState(with_), settings.place.state));
  // Without rights to the state directory there is one thing to say, not four.
  const inside = async <T>(read: (with_: FactReader) => Promise<T>): Promise<FactReading<T>> => {
    const known = await state;
    const closed = known.kind !== 'read' || (known.value.there && !known.value.usable);
    return closed ? { kind: 'left-out' } : see(read);
  };
  return settled({
    node: see(readNodeVersion),
    nix: see(readNix),
    git: see(readGit),
    store: see(readStore),
    features: see(readFeatures),
    lookups: see(readLookups),
    configuration: see(readConfigurationFacts),
    repository: see(readRepository),
    space: see(readSpace),
    boot: see(readBoot),
    systems: see(async () => readSystems(settings.place)),
    units: see(readUnits),
    leftovers: see(readLeftovers),
    state,
    journal: inside(async (): Promise<JournalFacts> => readJournalHealth(settings.place.state)),
    timers: see(readDeadMen),
    snapshots: inside(readSnapshots),
    catalogue: inside(readCatalogue),
    namespaces: see(readNamespaces),
    policy: see(async () => (await readPolicy(settings.policy)).findings),
    providers: see(async () => providersOf(patient)),
  });
}

type Pending = { readonly [Name in keyof ReadFacts]: Promise<ReadFacts[Name]> };

async function settled(pending: Pending): Promise<ReadFacts> {
  const entries = Object.entries(pending).map(async ([name, reading]) => [name, await reading] as const);
  // The names are those of `pending`, each with what its own promise gave.
  return Object.fromEntries(await Promise.all(entries)) as unknown as ReadFacts;
}

/** Says which run holds the lock, where the process that holds it is the one that said so. */
function withRun(facts: StateFacts, state: string): StateFacts {
  const { lock } = facts;
  if (lock === undefined) return facts;
  const holder = readHolder(state);
  if (holder?.pid !== lock.pid) return facts;
  return { ...facts, lock: { ...lock, run: holder.run, since: holder.since } };
}

/** Providers that are configured or asked, and what keeps them from being asked; nobody is called. */
async function providersOf({ settings, environment }: Patient) {
  const all = await readProviderStatus(settings, environment);
  const used = all.filter(({ configured, place }) => configured || place !== undefined);
  const asked = used.filter(({ place }) => place !== undefined).map(({ name }) => name);
  return { asked, findings: used.flatMap(({ findings }) => findings) };
}

function hostFacts({ settings, now }: Patient): DiagnosedHost {
  const { root, style, attribute, configuration, profile, system, state, systemctl, systemdRun } =
    settings.place;
  return {
    root,
    style,
    attribute,
    configuration,
    profile,
    system,
    stateDirectory: state,
    systemctl: systemctl.join(' '),
    systemdRun: systemdRun.join(' '),
    isRoot: process.getuid?.() === 0,
    now: now.toISOString(),
  };
}
