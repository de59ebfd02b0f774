import type { Host } from '../../model/host/host.ts';
import { identify } from '../identify.ts';
import { searchPath } from '../process/search-path.ts';
import { realActivation, realBoot, realSystems, realTimers, realUnits } from './system.ts';
import { realConfiguration, realRepository, realSnapshots } from './configuration.ts';
import { realEvaluate, realStore } from './nix.ts';
import { realFiles } from './files.ts';
import { realNetwork } from './network.ts';
import type { RealParts } from './parts.ts';
import { realLogins, realPolicy, realQuarantine } from './people.ts';

/**
 * A host whose members touch the computer: this one, or the directory that stands for a host.
 *
 * @example
 * const host = realHost({ settings, exec, clock: systemClock });
 * await host.systems.running() // '/nix/store/…-nixos-system-atlas-25.11'
 */
export function realHost(parts: RealParts): Host {
  const { settings, exec, clock } = parts;
  return {
    ...identify(settings),
    place: settings,
    limits: settings.limits,
    clock,
    exec,
    searchPath: searchPath(),
    files: realFiles(parts),
    configuration: realConfiguration(parts),
    snapshots: realSnapshots(parts),
    repository: realRepository(parts),
    evaluate: realEvaluate(parts),
    store: realStore(parts),
    systems: realSystems(parts),
    activation: realActivation(parts),
    units: realUnits(parts),
    boot: realBoot(parts),
    timers: realTimers(parts),
    network: realNetwork,
    logins: realLogins(parts),
    policy: realPolicy(parts),
    quarantine: realQuarantine(parts),
    around: (wrap) => realHost({ ...parts, exec: wrap(exec) }),
  };
}
