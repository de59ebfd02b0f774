import type { CommandResult } from '../../model/command.ts';
import type { Exec } from '../../model/host/exec.ts';
import type { Host } from '../../model/host/host.ts';
import { identifyHost } from '../../model/host/identity.ts';
import { SimulatedClock } from './clock.ts';
import { simulatedConfiguration, simulatedRepository, simulatedSnapshots } from './configuration.ts';
import { Effects, type EffectName, type Failure } from './effects.ts';
import { firstState, type SimulationOptions } from './first-state.ts';
import { simulatedFiles } from './files.ts';
import { simulatedEvaluate, simulatedStore } from './nix.ts';
import type { SimulatedParts } from './parts.ts';
import { simulatedLogins, simulatedNetwork, simulatedPolicy, simulatedQuarantine } from './people.ts';
import type { SimulatedState } from './state.ts';
import { bootHost, simulatedActivation, simulatedBoot, simulatedSystems } from './system.ts';
import { simulatedTimers, simulatedUnits } from './units.ts';

/** A host in memory, and what a test does to it from outside. */
export interface SimulatedHost extends Host {
  readonly clock: SimulatedClock;
  readonly state: SimulatedState;
  /** What was done to it, in its order. */
  readonly log: readonly string[];
  fail(name: EffectName, failure: Failure): void;
  heal(): void;
  /** Power off and on. */
  cycle(): void;
}

/**
 * A host in memory: files, units, systems and timers as values, a clock of its own, and failures by name. Nothing of
 * the computer is touched.
 *
 * @example
 * const host = simulateHost({ policy, fail: { 'activation.test': { exitCode: 1 } } });
 * await host.activation.test('/nix/store/…-new', { unit: 'a', log: '/run/a.log' }) // { exitCode: 1, … }
 */
export function simulateHost(options: SimulationOptions): SimulatedHost {
  const clock = options.clock ?? new SimulatedClock();
  const effects = new Effects(clock);
  const state = firstState(options, clock.now().getTime());
  for (const [name, failure] of Object.entries(options.fail ?? {})) effects.fail(name as EffectName, failure);
  return {
    ...membersOf({ state, effects, clock, wrap: (exec) => exec }),
    clock,
    state,
    log: effects.log,
    fail: (name, failure) => effects.fail(name, failure),
    heal: () => effects.heal(),
    cycle: () => bootHost(state, clock.now().getTime()),
  };
}

function membersOf(parts: SimulatedParts): Host {
  const { state, clock, wrap } = parts;
  return {
    ...identifyHost(state.place, 'simulated'),
    place: state.place,
    limits: state.limits,
    clock,
    exec: simulatedExec(parts),
    searchPath: '/run/current-system/sw/bin',
    files: simulatedFiles(parts),
    configuration: simulatedConfiguration(parts),
    snapshots: simulatedSnapshots(parts),
    repository: simulatedRepository(parts),
    evaluate: simulatedEvaluate(parts),
    store: simulatedStore(parts),
    systems: simulatedSystems(parts),
    activation: simulatedActivation(parts),
    units: simulatedUnits(parts),
    boot: simulatedBoot(parts),
    timers: simulatedTimers(parts),
    network: simulatedNetwork(parts),
    logins: simulatedLogins(parts),
    policy: simulatedPolicy(parts),
    quarantine: simulatedQuarantine(parts),
    around: (outer) => membersOf({ ...parts, wrap: (exec) => outer(wrap(exec)) }),
  };
}

/** Programs that the test has said something of; every other is not there. */
function simulatedExec({ state, effects, clock, wrap }: SimulatedParts): Exec {
  return async (command, options = {}) => {
    const late = options.timeout === undefined ? [] : [clock.timeout(options.timeout)];
    const signal = AbortSignal.any([...late, ...(options.signal === undefined ? [] : [options.signal])]);
    const run = (): Partial<CommandResult> => {
      const program = state.programs.get(command.argv[0]);
      return program?.(command) ?? { exitCode: undefined, spawnError: 'ENOENT' };
    };
    const result = await effects.command(wrap, 'exec', command.argv.join(' '), run, signal);
    return late.some(({ aborted }) => aborted) ? { ...result, timedOut: true, aborted: false } : result;
  };
}
