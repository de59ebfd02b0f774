import type { Activation } from '../../model/host/activation.ts';
import type { Boot } from '../../model/host/boot.ts';
import type { Systems } from '../../model/host/systems.ts';
import type { Timers } from '../../model/host/timers.ts';
import type { Units } from '../../model/host/units.ts';
import {
  deleteGenerationsCommand,
  rebootCommand,
  setProfileCommand,
  switchGenerationCommand,
  switchToConfigurationCommand,
} from '../../nix/argv.ts';
import { dropSwitchLists, readLeftovers } from '../health/units.ts';
import { readBootId, readBootParts } from '../system/boot.ts';
import { readBuiltEffect } from '../system/built-effect.ts';
import { findBootEntry } from '../system/boot-entry.ts';
import { findBootShortage } from '../system/boot-space.ts';
import { arm, disarm } from '../system/dead-man.ts';
import { listGenerations } from '../system/generations.ts';
import { awaitDetached, runDetached } from '../system/launch.ts';
import { readGenerationPath, readLinks, readProfile, readRunning, readSystem } from '../system/system.ts';
import {
  isUp,
  readFailedUnits,
  readMovingUnits,
  readUnit,
  readUnitLog,
  restartUnit,
} from '../system/units.ts';
import type { RealParts } from './parts.ts';

export function realSystems({ exec, settings }: RealParts): Systems {
  const timeout = settings.limits.switch;
  return {
    links: async () => readLinks(settings.place),
    state: async () => readSystem(exec, settings.place),
    running: async () => readRunning(settings.place),
    profile: async () => readProfile(settings.place),
    generation: async (number) => readGenerationPath(settings.place, number),
    generations: async () => listGenerations(settings.place),
    effect: readBuiltEffect,
    setProfile: async (toplevel) => exec(setProfileCommand(settings.place, toplevel), { timeout }),
    switchGeneration: async (number) => exec(switchGenerationCommand(settings.place, number), { timeout }),
    deleteGenerations: async (numbers) =>
      exec(deleteGenerationsCommand(settings.place, numbers), { timeout }),
  };
}

export function realActivation({ exec, clock, settings }: RealParts): Activation {
  const timeout = settings.limits.switch;
  return {
    check: async (toplevel, signal) =>
      exec(switchToConfigurationCommand(toplevel, 'check'), { timeout, signal }),
    test: async (toplevel, launch) => {
      const command = switchToConfigurationCommand(toplevel, 'test');
      return runDetached(exec, clock, settings.place, { ...launch, timeout, command });
    },
    awaitTest: async (launch) => {
      const unit = await readUnit(exec, settings.place, `${launch.unit}.service`);
      if (unit === undefined || unit.load === 'not-found') return undefined;
      return awaitDetached(exec, clock, settings.place, { ...launch, timeout });
    },
    boot: async (toplevel) => exec(switchToConfigurationCommand(toplevel, 'boot'), { timeout }),
    leftovers: async () => readLeftovers(settings),
    dropLists: async () => dropSwitchLists(settings.place),
  };
}

export function realUnits({ exec, settings }: RealParts): Units {
  return {
    read: async (unit) => readUnit(exec, settings.place, unit),
    isUp: async () => isUp(exec, settings.place),
    failed: async () => readFailedUnits(exec, settings.place),
    moving: async () => readMovingUnits(exec, settings.place),
    log: async (unit, lines) => readUnitLog(exec, settings.place, unit, lines),
    restart: async (unit) => restartUnit(exec, settings.place, unit),
  };
}

const REBOOT_MS = 30_000;

export function realBoot({ exec, settings }: RealParts): Boot {
  return {
    id: async () => readBootId(settings.place),
    parts: readBootParts,
    entry: async (toplevel) => findBootEntry(settings.place.root, toplevel),
    shortage: async (toplevel) => findBootShortage(settings.place, toplevel),
    reboot: async () => exec(rebootCommand(settings.place), { timeout: REBOOT_MS }),
  };
}

export function realTimers({ exec, settings }: RealParts): Timers {
  return {
    arm: async (timer) => arm(exec, settings.place, timer),
    disarm: async (unit) => disarm(exec, settings.place, unit),
  };
}
