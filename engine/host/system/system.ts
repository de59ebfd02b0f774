import { readlink, realpath } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { SystemsFacts } from '../../check/doctor/facts.ts';
import type { HostPlace } from '../../model/host/place.ts';
import type { SystemLinks, SystemState } from '../../model/system.ts';
import { readBootId } from './boot.ts';
import type { Exec } from '../../model/host/exec.ts';
import { listGenerations } from './generations.ts';
import { readFailedUnits } from './units.ts';

/** The system as it is right now. Throws when the host has no running system to come back to. */
export async function readSystem(exec: Exec, place: HostPlace): Promise<SystemState> {
  const [links, failedUnits] = await Promise.all([readLinks(place), readFailedUnits(exec, place)]);
  return { ...links, failedUnits: failedUnits ?? [] };
}

/** Which systems run, boot next and were booted. Throws when the host has no running system to come back to. */
export async function readLinks(place: HostPlace): Promise<SystemLinks> {
  return {
    running: await realpath(runningLink(place)),
    booted: await realpath(join(place.system, 'booted-system')).catch(() => ''),
    profile: await realpath(place.profile),
    generation: await readGeneration(place),
    boot: await readBootId(place),
  };
}

export async function readRunning(place: HostPlace): Promise<string> {
  return realpath(runningLink(place));
}

export async function readProfile(place: HostPlace): Promise<{ path: string; generation: number }> {
  return { path: await realpath(place.profile), generation: await readGeneration(place) };
}

/** Store path of a generation of the system profile; undefined when it is gone. */
export async function readGenerationPath(place: HostPlace, generation: number): Promise<string | undefined> {
  return pathBehind(`${place.profile}-${generation}-link`);
}

/**
 * Everything that is known of a host's systems, whatever of it is missing; `readLinks` is for who needs a system to come
 * back to. Kernels are compared as store paths: a running system with another kernel than was booted waits for a reboot.
 */
export async function readSystems(place: HostPlace): Promise<SystemsFacts> {
  const [running, booted] = [runningLink(place), join(place.system, 'booted-system')];
  const kernel = (system: string): string => join(system, 'kernel');
  const [runs, boots, path, target, bootedKernel, runningKernel, generations] = await Promise.all([
    pathBehind(running),
    pathBehind(booted),
    pathBehind(place.profile),
    readlink(place.profile).catch(() => undefined),
    pathBehind(kernel(booted)),
    pathBehind(kernel(running)),
    listGenerations(place),
  ]);
  const paths = generations.map(async ({ number }) => ({
    number,
    path: await readGenerationPath(place, number),
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

function runningLink(place: HostPlace): string {
  return join(place.system, 'current-system');
}

async function readGeneration(place: HostPlace): Promise<number> {
  const link = resolve(dirname(place.profile), await readlink(place.profile));
  return Number(/-(?<number>\d+)-link$/u.exec(link)?.groups?.['number'] ?? 0);
}
