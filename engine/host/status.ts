import { freemem, totalmem } from 'node:os';
import type { HostSettings } from '../config/host-settings.ts';
import type { SystemState } from '../model/system.ts';
import type { Exec } from './exec.ts';
import { readSystem } from './system.ts';
import { readFailedUnits } from './units.ts';

/** The host at a glance. Memory in bytes, of the whole machine. */
export interface HostStatus {
  readonly root: string;
  readonly style: string;
  readonly system: SystemState;
  /** False when the service manager does not answer. */
  readonly units: boolean;
  readonly memory: { readonly total: number; readonly free: number };
}

/** Memory of the whole machine, in bytes. */
export function readMemory(): HostStatus['memory'] {
  return { total: totalmem(), free: freemem() };
}

export async function readStatus(exec: Exec, settings: HostSettings): Promise<HostStatus> {
  return {
    root: settings.root,
    style: settings.style,
    system: await readSystem(exec, settings),
    units: (await readFailedUnits(exec, settings)) !== undefined,
    memory: readMemory(),
  };
}
