import type { Activation } from './activation.ts';
import type { Boot } from './boot.ts';
import type { Clock } from './clock.ts';
import type { Configuration } from './configuration.ts';
import type { Evaluate } from './evaluate.ts';
import type { Exec } from './exec.ts';
import type { Files } from './files.ts';
import type { HostIdentity } from './identity.ts';
import type { Logins } from './logins.ts';
import type { Network } from './network.ts';
import type { HostPlace, Limits } from './place.ts';
import type { PolicySource } from './policy.ts';
import type { Quarantine } from './quarantine.ts';
import type { Repository } from './repository.ts';
import type { Snapshots } from './snapshots.ts';
import type { Store } from './store.ts';
import type { Systems } from './systems.ts';
import type { Timers } from './timers.ts';
import type { Units } from './units.ts';

/**
 * A host as a value: everything that steps and checks may do to a computer. The real one is made of functions that touch
 * it; the simulated one lives in memory, with its own clock.
 */
export interface Host extends HostIdentity {
  readonly place: HostPlace;
  readonly limits: Limits;
  readonly clock: Clock;
  /** Runs what the author of a runbook wrote; what the engine itself does has a member of its own. */
  readonly exec: Exec;
  /** Where programs are found: for commands that start with another environment. */
  readonly searchPath: string;
  readonly files: Files;
  readonly configuration: Configuration;
  readonly snapshots: Snapshots;
  readonly repository: Repository;
  readonly evaluate: Evaluate;
  readonly store: Store;
  readonly systems: Systems;
  readonly activation: Activation;
  readonly units: Units;
  readonly boot: Boot;
  readonly timers: Timers;
  readonly network: Network;
  readonly logins: Logins;
  readonly policy: PolicySource;
  readonly quarantine: Quarantine;
  /** The same host, where every command, its own as well, runs through `wrap`. */
  around(wrap: (exec: Exec) => Exec): Host;
}
