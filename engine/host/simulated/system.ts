import type { Activation, Launch, Launched } from '../../model/host/activation.ts';
import { BOOT_PARTS, type Boot, type BootPart } from '../../model/host/boot.ts';
import type { Systems } from '../../model/host/systems.ts';
import type { SystemLinks } from '../../model/system.ts';
import type { SimulatedParts } from './parts.ts';
import type { SimulatedState } from './state.ts';
import { failedUnits, startUnits } from './units.ts';

export function simulatedSystems({ state, effects, clock, wrap }: SimulatedParts): Systems {
  const { generations } = state;
  const profile = (): { path: string; generation: number } => ({
    path: generations.get(state.generation)?.path ?? '',
    generation: state.generation,
  });
  const links = (): SystemLinks => ({
    running: state.running,
    booted: state.booted,
    profile: profile().path,
    generation: state.generation,
    boot: bootId(state),
  });
  return {
    links: async () => Promise.resolve(links()),
    state: async () =>
      Promise.resolve({ ...links(), failedUnits: failedUnits(state, clock.now().getTime()) ?? [] }),
    running: async () => Promise.resolve(state.running),
    profile: async () => Promise.resolve(profile()),
    generation: async (number) => Promise.resolve(generations.get(number)?.path),
    generations: async () =>
      Promise.resolve(
        [...generations]
          .toSorted(([left], [right]) => right - left)
          .map(([number, { path, made }]) => ({ number, made: new Date(made).toISOString(), path })),
      ),
    effect: async (toplevel) => Promise.resolve(state.systems.get(toplevel)?.effect),
    setProfile: async (toplevel) =>
      effects.command(wrap, 'systems.setProfile', toplevel, () => {
        const number = Math.max(...generations.keys()) + 1;
        generations.set(number, { path: toplevel, made: clock.now().getTime() });
        state.generation = number;
        return undefined;
      }),
    switchGeneration: async (number) =>
      effects.command(wrap, 'systems.switchGeneration', String(number), () => {
        if (!generations.has(number))
          return { exitCode: 1, stderr: `error: generation ${number} does not exist` };
        state.generation = number;
        return undefined;
      }),
    deleteGenerations: async (numbers) =>
      effects.command(wrap, 'systems.deleteGenerations', numbers.join(' '), () => {
        for (const number of numbers) generations.delete(number);
        return undefined;
      }),
  };
}

export function simulatedActivation({ state, effects, clock, wrap }: SimulatedParts): Activation {
  const makeLive = (toplevel: string): { exitCode?: number } => {
    const { exitCode = 0 } = state.systems.get(toplevel) ?? {};
    state.running = toplevel;
    state.leftovers = { ...state.leftovers, lists: [] };
    startUnits(state, toplevel, clock.now().getTime());
    return { exitCode };
  };
  return {
    check: async (toplevel, signal) =>
      effects.command(wrap, 'activation.check', toplevel, () => undefined, signal),
    test: async (toplevel, launch) => {
      await clock.sleep(state.systems.get(toplevel)?.takes ?? ACTIVATION_MS);
      const late = clock.timeout(state.limits.switch);
      const act = (): { exitCode?: number } => makeLive(toplevel);
      const ended = await effects.command(wrap, 'activation.test', toplevel, act, late);
      if (ended.exitCode === undefined) return { exitCode: undefined, timedOut: true, output: '' };
      state.launched.set(launch.unit, { exitCode: ended.exitCode, output: ended.stderr });
      return launchedOf(state, launch);
    },
    awaitTest: async (launch) =>
      Promise.resolve(state.launched.has(launch.unit) ? launchedOf(state, launch) : undefined),
    boot: async (toplevel) =>
      effects.command(wrap, 'activation.boot', toplevel, () => {
        state.entries.set(toplevel, { kind: 'there' });
        state.next = toplevel;
        return undefined;
      }),
    leftovers: async () => Promise.resolve(state.leftovers),
    dropLists: async () =>
      new Promise((settle) => {
        const drop = (): void => void (state.leftovers = { ...state.leftovers, lists: [] });
        settle(effects.act('activation.dropLists', 'lists', drop));
      }),
  };
}

const ACTIVATION_MS = 2_000;

/** A unit that ended is forgotten once somebody has heard how. */
function launchedOf(state: SimulatedState, { unit }: Launch): Launched {
  const ended = state.launched.get(unit);
  state.launched.delete(unit);
  return { exitCode: ended?.exitCode, timedOut: false, output: ended?.output ?? '' };
}

export function simulatedBoot({ state, effects, wrap }: SimulatedParts): Boot {
  return {
    id: async () => Promise.resolve(bootId(state)),
    parts: async (toplevel) => {
      const own = state.systems.get(toplevel)?.parts ?? {};
      const parts = BOOT_PARTS.map((part) => [part, own[part] ?? `/nix/store/common-${part}`]);
      return Promise.resolve(Object.fromEntries(parts) as Record<BootPart, string>);
    },
    entry: async (toplevel) => Promise.resolve(state.entries.get(toplevel) ?? { kind: 'missing' }),
    shortage: async () => Promise.resolve(state.shortage),
    reboot: async () => effects.command(wrap, 'boot.reboot', 'host', () => undefined),
  };
}

function bootId({ boots }: SimulatedState): string {
  return `boot-${boots}`;
}

/** Power off and on: what boots next runs, units start anew, and what was only in memory is gone. */
export function bootHost(state: SimulatedState, now: number): void {
  state.boots += 1;
  state.running = state.next;
  state.booted = state.next;
  state.leftovers = { lists: [], switchLock: undefined };
  state.timers.clear();
  state.launched.clear();
  state.units.clear();
  startUnits(state, state.next, now);
}
