import { freemem, totalmem } from 'node:os';
import type { HostPlace } from '../../model/host/place.ts';
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

export async function readStatus(exec: Exec, place: HostPlace): Promise<HostStatus> {
  const configured = await readConfigured(exec, place);
  return {
    root: place.root,
    style: place.style,
    system: await readSystem(exec, place),
    units: (await readFailedUnits(exec, place)) !== undefined,
    ...(configured === undefined ? {} : { configured }),
    memory: readMemory(),
  };
}

/** A configuration that cannot be read now is no reason to say nothing of the host. */
async function readConfigured(exec: Exec, place: HostPlace): Promise<string | undefined> {
  try {
    const tree = await new SnapshotStore(place.state, place.configuration).liveTree();
    return await knownSystemOf(exec, place, tree);
  } catch {
    return undefined;
  }
}
