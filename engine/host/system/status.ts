import { freemem, totalmem } from 'node:os';
import type { HostSettings } from '../../config/host-settings.ts';
import type { SystemState } from '../../model/system.ts';
import type { Exec } from '../../model/host/exec.ts';
import { knownSystemOf } from '../nix/facts-cache.ts';
import { SnapshotStore } from '../tree/snapshots.ts';
import { readSystem } from './system.ts';
import { readFailedUnits } from './units.ts';

/** The host at a glance. Memory in bytes, of the whole machine. */
export interface HostStatus {
  readonly root: string;
  readonly style: string;
  readonly system: SystemState;
  /** False when the service manager does not answer. */
  readonly units: boolean;
  /** The system that the configuration says, where it is known without an evaluation. */
  readonly configured?: string;
  readonly memory: { readonly total: number; readonly free: number };
}

/** Memory of the whole machine, in bytes. */
export function readMemory(): HostStatus['memory'] {
  return { total: totalmem(), free: freemem() };
}

export async function readStatus(exec: Exec, settings: HostSettings): Promise<HostStatus> {
  const configured = await readConfigured(exec, settings);
  return {
    root: settings.place.root,
    style: settings.place.style,
    system: await readSystem(exec, settings),
    units: (await readFailedUnits(exec, settings)) !== undefined,
    ...(configured === undefined ? {} : { configured }),
    memory: readMemory(),
  };
}

/** A configuration that cannot be read now is no reason to say nothing of the host. */
async function readConfigured(exec: Exec, settings: HostSettings): Promise<string | undefined> {
  try {
    const tree = await new SnapshotStore(settings.place.state, settings.place.configuration).liveTree();
    return await knownSystemOf(exec, settings, tree);
  } catch {
    return undefined;
  }
}
