import { readlink, realpath } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { SystemsFacts } from '../../check/doctor/facts.ts';
import type { HostSettings } from '../../config/host-settings.ts';
import type { SystemLinks, SystemState } from '../../model/system.ts';
import { readBootId } from './boot.ts';
import type { Exec } from '../../model/host/exec.ts';
import { listGenerations } from './generations.ts';
import { readFailedUnits } from './units.ts';

/** The system as it is right now. Throws when the host has no running system to come back to. */
export async function readSystem(exec: Exec, settings: HostSettings): Promise<SystemState> {
  const [links, failedUnits] = await Promise.all([readLinks(settings), readFailedUnits(exec, settings)]);
  return { ...links, failedUnits: failedUnits ?? [] };
}

/** Which systems run, boot next and were booted. Throws when the host has no running system to come back to. */
export async function readLinks(settings: HostSettings): Promise<SystemLinks> {
  return {
    running: await realpath(runningLink(settings)),
    booted: await realpath(join(settings.place.system, 'booted-system')).catch(() => ''),
    profile: await realpath(settings.place.profile),
    generation: await readGeneration(settings),
    boot: await readBootId(settings),
  };
}

export async function readRunning(settings: HostSettings): Promise<string> {
  return realpath(runningLink(settings));
}

export async function readProfile(settings: HostSettings): Promise<{ path: string; generation: number }> {
  return { path: await realpath(settings.place.profile), generation: await readGeneration(settings) };
}

/** Store path of a generation of the system profile; undefined when it is gone. */
export async function readGenerationPath(
  settings: HostSettings,
  generation: number,
): Promise<string | undefined> {
  return pathBehind(`${settings.place.profile}-${generation}-link`);
}

/**
 * Everything that is known of a host's systems, whatever of it is missing; `readLinks` is for who needs a system to come
 * back to. Kernels are compared as store paths: a running system with another kernel than was booted waits for a reboot.
 */
export async function readSystems(settings: HostSettings): Promise<SystemsFacts> {
  const [running, booted] = [runningLink(settings), join(settings.place.system, 'booted-system')];
  const kernel = (system: string): string => join(system, 'kernel');
  const [runs, boots, path, target, bootedKernel, runningKernel, generations] = await Promise.all([
    pathBehind(running),
    pathBehind(booted),
    pathBehind(settings.place.profile),
    readlink(settings.place.profile).catch(() => undefined),
    pathBehind(kernel(booted)),
    pathBehind(kernel(running)),
    listGenerations(settings),
  ]);
  const paths = generations.map(async ({ number }) => ({
    number,
    path: await readGenerationPath(settings, number),
  }));
  return {
    running: runs,
    booted: boots,
    profile: { target, path },
    kernels: { booted: bootedKernel, running: runningKernel },
    generations: await Promise.all(paths),
  };
}

async function pathBehind(link: string): Promise<string | undefined> {
  return realpath(link).catch(() => undefined);
}

function runningLink(settings: HostSettings): string {
  return join(settings.place.system, 'current-system');
}

async function readGeneration(settings: HostSettings): Promise<number> {
  const link = resolve(dirname(settings.place.profile), await readlink(settings.place.profile));
  return Number(/-(?<number>\d+)-link$/u.exec(link)?.groups?.['number'] ?? 0);
}
