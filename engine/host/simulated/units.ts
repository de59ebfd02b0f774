import type { Timers } from '../../model/host/timers.ts';
import type { UnitState, Units } from '../../model/host/units.ts';
import type { SimulatedParts } from './parts.ts';
import type { SimulatedState, UnitMoment } from './state.ts';

export function simulatedUnits({ state, effects, clock, wrap }: SimulatedParts): Units {
  const now = (): number => clock.now().getTime();
  return {
    read: async (unit) =>
      Promise.resolve(state.manager === undefined ? undefined : unitState(state, unit, now())),
    isUp: async () => Promise.resolve(state.manager !== undefined && state.upAt <= now()),
    failed: async () => Promise.resolve(failedUnits(state, now())),
    moving: async () => Promise.resolve(namesWhere(state, now(), isMoving)),
    log: async (unit, lines) =>
      Promise.resolve(state.manager === undefined ? [] : (state.logs.get(unit) ?? []).slice(-lines)),
    restart: async (unit) =>
      effects.command(wrap, 'units.restart', unit, () => {
        const known = state.units.get(unit);
        if (known === undefined) return { exitCode: 5, stderr: `Unit ${unit} not found.` };
        state.units.set(unit, { ...known, since: now() });
        return undefined;
      }),
  };
}

/** Timers of a host that is not rebooted; what they start is for the test to see. */
export function simulatedTimers({ state, effects, clock, wrap }: SimulatedParts): Timers {
  return {
    arm: async (timer) => {
      const set = (): undefined =>
        void state.timers.set(timer.unit, { ...timer, due: clock.now().getTime() + timer.seconds * 1000 });
      const { exitCode } = await effects.command(wrap, 'timers.arm', timer.unit, set);
      if (exitCode === 0) return 'timer';
      set();
      return 'process';
    },
    disarm: async (unit) => {
      const stop = (): undefined => void state.timers.delete(unit);
      const { stderr } = await effects.command(wrap, 'timers.disarm', unit, stop);
      return state.timers.has(unit) ? { off: false, answers: true, why: stderr } : { off: true };
    },
  };
}

/** Names of the units that failed by now; undefined where no service manager answers. */
export function failedUnits(state: SimulatedState, now: number): readonly string[] | undefined {
  return namesWhere(state, now, ({ active }) => active === 'failed');
}

/** The units of a system begin; those of another that it lacks are gone. */
export function startUnits(state: SimulatedState, toplevel: string, now: number): void {
  const units = state.systems.get(toplevel)?.units ?? {};
  for (const unit of state.units.keys()) if (!(unit in units)) state.units.delete(unit);
  for (const [unit, moments] of Object.entries(units)) {
    // A unit that is the same in both is left running.
    if (state.units.get(unit)?.moments !== moments) state.units.set(unit, { since: now, moments });
  }
}

function namesWhere(
  state: SimulatedState,
  now: number,
  is: (unit: UnitState) => boolean,
): readonly string[] | undefined {
  if (state.manager === undefined) return undefined;
  return [...state.units.keys()].filter((unit) => is(unitState(state, unit, now))).toSorted();
}

function isMoving({ active }: UnitState): boolean {
  return active === 'activating' || active === 'deactivating' || active === 'reloading';
}

const ACTIVE = {
  load: 'loaded',
  active: 'active',
  sub: 'running',
  result: 'success',
  exitStatus: 0,
  restarts: 0,
};
const NOT_FOUND = { ...ACTIVE, load: 'not-found', active: 'inactive', sub: 'dead' };

function unitState(state: SimulatedState, unit: string, now: number): UnitState {
  const known = state.units.get(unit);
  if (known === undefined) return { unit, ...NOT_FOUND };
  const passed = known.moments.filter(({ after }) => known.since + after <= now);
  return { unit, ...ACTIVE, ...said(passed) };
}

/** What the last moment says; what it leaves out is as before. */
function said(moments: readonly UnitMoment[]): Partial<UnitState> {
  return Object.fromEntries(
    moments.flatMap((moment) => Object.entries(moment)).filter(([name]) => name !== 'after'),
  );
}
